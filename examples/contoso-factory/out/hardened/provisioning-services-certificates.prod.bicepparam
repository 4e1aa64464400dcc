using 'provisioning-services-certificates.bicep'

param parentName = '<parentName>'
param certName = '<certName>'
