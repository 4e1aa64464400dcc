// Built by iotsec for contoso.factory. Do not edit: change the requirements and build again.
// For new resources only: deployed over an existing one it replaces all of its properties.
targetScope = 'resourceGroup'

metadata name = 'Hardened privateEndpoints'
metadata description = 'A new Microsoft.Network/privateEndpoints that satisfies iotHubProduction 1.0.0.'

@description('Name of the resource of type Microsoft.Network/privateEndpoints.')
param name string

@description('Region of the resources.')
param location string = resourceGroup().location

resource endpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = {
  name: name
  location: location
  properties: {}
}
