// Built by iotsec for contoso.factory. Do not edit: change the requirements and build again.
// For new resources only: deployed over an existing one it replaces all of its properties.
targetScope = 'resourceGroup'

metadata name = 'Hardened provisioningServices'
metadata description = 'A new Microsoft.Devices/provisioningServices that satisfies iotHubProduction 1.0.0.'

@description('Name of the resource of type Microsoft.Devices/provisioningServices.')
param name string

@description('Region of the resources.')
param location string = resourceGroup().location

@description('Workspace to which resource logs are sent.')
param logWorkspace string

@description('Subnet in which private endpoints are created.')
param endpointSubnet string

resource dps 'Microsoft.Devices/provisioningServices@2026-11-01' = {
  name: name
  location: location
  properties: {
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
  }
  sku: {}
}

resource setting 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: dps
  name: 'iotsec-logs'
  properties: {
    workspaceId: logWorkspace
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = {
  name: '${name}-endpoint'
  location: location
  properties: {
    subnet: {
      id: endpointSubnet
    }
    privateLinkServiceConnections: [
      {
        name: 'iotDps'
        properties: {
          privateLinkServiceId: dps.id
          groupIds: [
            'iotDps'
          ]
        }
      }
    ]
  }
}
