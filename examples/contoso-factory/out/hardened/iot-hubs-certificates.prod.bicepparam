using 'iot-hubs-certificates.bicep'

param parentName = '<parentName>'
param certName = '<certName>'
