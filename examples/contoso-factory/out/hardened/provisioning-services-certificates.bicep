// Built by iotsec for contoso.factory. Do not edit: change the requirements and build again.
// For new resources only: deployed over an existing one it replaces all of its properties.
targetScope = 'resourceGroup'

metadata name = 'Hardened certificates'
metadata description = 'A new Microsoft.Devices/provisioningServices/certificates that satisfies iotHubProduction 1.0.0.'

@description('Name of the Microsoft.Devices/provisioningServices that it belongs to.')
param parentName string

@description('Name of the resource of type Microsoft.Devices/provisioningServices/certificates.')
param certName string

resource parent 'Microsoft.Devices/provisioningServices@2026-11-01' existing = {
  name: parentName
}

resource cert 'Microsoft.Devices/provisioningServices/certificates@2026-11-01' = {
  parent: parent
  name: certName
  properties: {
    isVerified: true
  }
}
