// Built by iotsec for contoso.factory. Do not edit: change the requirements and build again.
// For new resources only: deployed over an existing one it replaces all of its properties.
targetScope = 'resourceGroup'

metadata name = 'Hardened IotHubs'
metadata description = 'A new Microsoft.Devices/IotHubs that satisfies iotHubProduction 1.0.0.'

@description('Name of the resource of type Microsoft.Devices/IotHubs.')
param name string

@description('Region of the resources.')
@allowed([
  'westeurope'
  'northeurope'
])
param location string

@description('`owner` in tags of Microsoft.Devices/IotHubs.')
param tagsOwner string

@description('Workspace to which resource logs are sent.')
param logWorkspace string

@description('Subnet in which private endpoints are created.')
param endpointSubnet string

@description('Property allowedFqdnList of Microsoft.Devices/IotHubs.')
param allowedFqdnList string

@description('Resource group that holds the private DNS zones, as its id.')
param dnsZoneGroup string

@description('Property sku.name of Microsoft.Devices/IotHubs.')
param skuName string

resource hub 'Microsoft.Devices/IotHubs@2026-11-01' = {
  name: name
  location: location
  tags: {
    owner: tagsOwner
  }
  properties: {
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    restrictOutboundNetworkAccess: true
    allowedFqdnList: [
      allowedFqdnList
    ]
  }
  sku: {
    name: skuName
  }
}

resource setting 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: hub
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
        name: 'iotHub'
        properties: {
          privateLinkServiceId: hub.id
          groupIds: [
            'iotHub'
          ]
        }
      }
    ]
  }
}

resource group 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2026-03-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'hub'
        properties: {
          privateDnsZoneId: '${dnsZoneGroup}/providers/Microsoft.Network/privateDnsZones/privatelink.azure-devices.net'
        }
      }
      {
        name: 'events'
        properties: {
          privateDnsZoneId: '${dnsZoneGroup}/providers/Microsoft.Network/privateDnsZones/privatelink.servicebus.windows.net'
        }
      }
    ]
  }
}
