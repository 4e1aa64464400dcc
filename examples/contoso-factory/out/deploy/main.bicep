// Built by iotsec. Do not edit: change the source and build again.
// Creates policy definitions and initiatives in the management group of the deployment.
targetScope = 'managementGroup'

metadata name = 'Azure Policy for IoT'
metadata description = 'Policy definitions and initiatives of contoso.factory.'

resource contoso1 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '9dd18d35-8770-5891-829f-93647eec99b3'
  properties: {
    displayName: 'Hubs are in a region of the plants'
    description: 'Device data of the plants stays in the European Union.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'contoso.factory'
      iotsec: {
        id: 'CONTOSO-1'
        requirement: 'hubRegion'
        kind: 'check'
        severity: 'high'
        docs: 'https://learn.microsoft.com/azure/iot-hub/iot-hub-ha-dr'
        contentHash: 'sha256:cd039af4a95b70bb16799913a00dcac537eeadf5d15ece1fcd440d2b41768132'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      plantRegions: {
        type: 'Array'
        metadata: {
          displayName: 'Plant regions'
          description: 'Regions in which the plants may keep data.'
        }
        defaultValue: [
          'westeurope'
          'northeurope'
        ]
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/IotHubs'
          }
          {
            field: 'location'
            notIn: '[parameters(\'plantRegions\')]'
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
      }
    }
  }
}

resource contoso2 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '9372c3dd-979e-5979-a071-134f0d2aacd6'
  properties: {
    displayName: 'Hubs name their owner'
    description: 'Whoever gets an alert at night looks for this tag first.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'contoso.factory'
      iotsec: {
        id: 'CONTOSO-2'
        requirement: 'hubOwner'
        kind: 'check'
        severity: 'low'
        docs: 'https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-tagging'
        contentHash: 'sha256:96240ebd78d0337a6c1f39d85cc15d401d6e94af82f18ce7d572240302747999'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/IotHubs'
          }
          {
            field: 'tags[\'owner\']'
            exists: 'false'
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
      }
    }
  }
}

resource dpsIam7Cert 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: 'f1bcb7b9-9deb-57b6-9405-09af397e1ae8'
  properties: {
    displayName: 'Certificates of provisioning services are verified'
    description: 'The same for the certificates that enrollment groups trust.'
    policyType: 'Custom'
    mode: 'All'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.identity'
      iotsec: {
        id: 'DPS-IAM-7-CERT'
        requirement: 'dpsCertificatesVerified'
        kind: 'check'
        severity: 'medium'
        docs: 'https://learn.microsoft.com/azure/iot-dps/how-to-verify-certificates'
        contentHash: 'sha256:d4600112c5438d943082017a12fb77e22023de36ac22af8f1d158fb4e1fa1493'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/provisioningServices/certificates'
          }
          {
            field: 'Microsoft.Devices/provisioningServices/certificates/isVerified'
            notEquals: 'true'
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
      }
    }
  }
}

resource dpsLog14 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '408f9462-2171-5579-a69a-27628d8be2e2'
  properties: {
    displayName: 'Operation logs of provisioning services reach a workspace'
    description: 'Every registration of a device passes through the provisioning service: its operations are the record of who joined the fleet, and who was refused.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.logging'
      iotsec: {
        id: 'DPS-LOG-14'
        requirement: 'dpsLogsKept'
        kind: 'check'
        severity: 'high'
        docs: 'https://learn.microsoft.com/azure/iot-dps/monitor-iot-dps'
        contentHash: 'sha256:81d8822b6ae81eb37cb52be75e3840d6243086d804f6724283cd3b8738f9b4d7'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'AuditIfNotExists reports the resource, DeployIfNotExists deploys what is missing, Disabled turns the policy off.'
        }
        allowedValues: [
          'AuditIfNotExists'
          'DeployIfNotExists'
          'Disabled'
        ]
        defaultValue: 'AuditIfNotExists'
      }
      logWorkspace: {
        type: 'String'
        metadata: {
          displayName: 'Log Analytics workspace'
          description: 'Workspace to which resource logs are sent.'
          strongType: 'omsWorkspace'
          assignPermissions: true
        }
        defaultValue: ''
      }
    }
    policyRule: {
      if: {
        field: 'type'
        equals: 'Microsoft.Devices/provisioningServices'
      }
      then: {
        effect: '[parameters(\'effect\')]'
        details: {
          type: 'Microsoft.Insights/diagnosticSettings'
          evaluationDelay: 'AfterProvisioning'
          existenceCondition: {
            allOf: [
              {
                field: 'Microsoft.Insights/diagnosticSettings/workspaceId'
                exists: 'true'
              }
              {
                anyOf: [
                  {
                    count: {
                      field: 'Microsoft.Insights/diagnosticSettings/logs[*]'
                      where: {
                        allOf: [
                          {
                            field: 'Microsoft.Insights/diagnosticSettings/logs[*].enabled'
                            equals: 'true'
                          }
                          {
                            field: 'microsoft.insights/diagnosticSettings/logs[*].categoryGroup'
                            equals: 'allLogs'
                          }
                        ]
                      }
                    }
                    greaterOrEquals: 1
                  }
                  {
                    allOf: [
                      {
                        count: {
                          field: 'Microsoft.Insights/diagnosticSettings/logs[*]'
                          where: {
                            allOf: [
                              {
                                field: 'Microsoft.Insights/diagnosticSettings/logs[*].enabled'
                                equals: 'true'
                              }
                              {
                                field: 'Microsoft.Insights/diagnosticSettings/logs[*].category'
                                equals: 'DeviceOperations'
                              }
                            ]
                          }
                        }
                        greaterOrEquals: 1
                      }
                      {
                        count: {
                          field: 'Microsoft.Insights/diagnosticSettings/logs[*]'
                          where: {
                            allOf: [
                              {
                                field: 'Microsoft.Insights/diagnosticSettings/logs[*].enabled'
                                equals: 'true'
                              }
                              {
                                field: 'Microsoft.Insights/diagnosticSettings/logs[*].category'
                                equals: 'ServiceOperations'
                              }
                            ]
                          }
                        }
                        greaterOrEquals: 1
                      }
                    ]
                  }
                ]
              }
            ]
          }
          roleDefinitionIds: [
            '/providers/Microsoft.Authorization/roleDefinitions/92aaf0da-9dab-42b6-94a3-d43ce8d16293'
          ]
          deployment: {
            properties: {
              mode: 'incremental'
              template: {
                '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
                contentVersion: '1.0.0.0'
                parameters: {
                  dpsName: {
                    type: 'string'
                  }
                  logWorkspace: {
                    type: 'string'
                  }
                }
                resources: [
                  {
                    type: 'Microsoft.Insights/diagnosticSettings'
                    apiVersion: '2021-05-01-preview'
                    scope: '[resourceId(\'Microsoft.Devices/provisioningServices\', parameters(\'dpsName\'))]'
                    name: 'iotsec-logs'
                    properties: {
                      workspaceId: '[parameters(\'logWorkspace\')]'
                      logs: [
                        {
                          categoryGroup: 'allLogs'
                          enabled: true
                        }
                      ]
                    }
                  }
                ]
              }
              parameters: {
                dpsName: {
                  value: '[field(\'name\')]'
                }
                logWorkspace: {
                  value: '[parameters(\'logWorkspace\')]'
                }
              }
            }
          }
        }
      }
    }
  }
}

resource dpsNet1 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '7e1b8d3c-1229-5638-b840-f5b3118528ad'
  properties: {
    displayName: 'Provisioning services are reached through an approved private endpoint'
    description: 'Devices meet the provisioning service before they meet a hub; what protects the hub has to protect it too.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.network'
      iotsec: {
        id: 'DPS-NET-1'
        requirement: 'dpsPrivateEndpoint'
        kind: 'check'
        severity: 'high'
        docs: 'https://learn.microsoft.com/azure/iot-dps/virtual-network-support'
        builtin: 'df39c015-56a4-45de-b4a3-efe77bed320d'
        contentHash: 'sha256:13cf4f21dc238b37ee1b51a88cb7f4edfa1cc6f38cdfbcb3ffc172e670a4e354'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'AuditIfNotExists reports the resource, DeployIfNotExists deploys what is missing, Disabled turns the policy off.'
        }
        allowedValues: [
          'AuditIfNotExists'
          'DeployIfNotExists'
          'Disabled'
        ]
        defaultValue: 'AuditIfNotExists'
      }
      endpointSubnet: {
        type: 'String'
        metadata: {
          displayName: 'Subnet for private endpoints'
          description: 'Subnet in which private endpoints are created.'
          strongType: 'Microsoft.Network/virtualNetworks/subnets'
          assignPermissions: true
        }
        defaultValue: ''
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/provisioningServices'
          }
          {
            count: {
              field: 'Microsoft.Devices/provisioningServices/privateEndpointConnections[*]'
              where: {
                field: 'Microsoft.Devices/provisioningServices/privateEndpointConnections[*].privateLinkServiceConnectionState.status'
                equals: 'Approved'
              }
            }
            less: 1
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
        details: {
          type: 'Microsoft.Network/privateEndpoints'
          existenceScope: 'subscription'
          evaluationDelay: 'AfterProvisioning'
          existenceCondition: {
            count: {
              field: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*]'
              where: {
                allOf: [
                  {
                    field: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].privateLinkServiceId'
                    equals: '[field(\'id\')]'
                  }
                  {
                    count: {
                      field: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].groupIds[*]'
                      where: {
                        field: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].groupIds[*]'
                        equals: 'iotDps'
                      }
                    }
                    greaterOrEquals: 1
                  }
                ]
              }
            }
            greaterOrEquals: 1
          }
          roleDefinitionIds: [
            '/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7'
          ]
          deployment: {
            properties: {
              mode: 'incremental'
              template: {
                '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
                contentVersion: '1.0.0.0'
                parameters: {
                  endpointName: {
                    type: 'string'
                  }
                  dpsLocation: {
                    type: 'string'
                  }
                  endpointSubnet: {
                    type: 'string'
                  }
                  dpsId: {
                    type: 'string'
                  }
                }
                resources: [
                  {
                    type: 'Microsoft.Network/privateEndpoints'
                    apiVersion: '2026-03-01'
                    name: '[parameters(\'endpointName\')]'
                    location: '[parameters(\'dpsLocation\')]'
                    properties: {
                      subnet: {
                        id: '[parameters(\'endpointSubnet\')]'
                      }
                      privateLinkServiceConnections: [
                        {
                          name: 'iotDps'
                          properties: {
                            privateLinkServiceId: '[parameters(\'dpsId\')]'
                            groupIds: [
                              'iotDps'
                            ]
                          }
                        }
                      ]
                    }
                  }
                ]
              }
              parameters: {
                endpointName: {
                  value: '[concat(field(\'name\'),\'-endpoint\')]'
                }
                dpsLocation: {
                  value: '[field(\'location\')]'
                }
                endpointSubnet: {
                  value: '[parameters(\'endpointSubnet\')]'
                }
                dpsId: {
                  value: '[field(\'id\')]'
                }
              }
            }
          }
        }
      }
    }
  }
}

resource dpsNet2 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '2188de6b-0a47-53e6-a882-8446eafca0c4'
  properties: {
    displayName: 'Provisioning services refuse traffic from public networks'
    description: 'A public provisioning service lets anybody try to register a device.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.network'
      iotsec: {
        id: 'DPS-NET-2'
        requirement: 'dpsPublicAccessOff'
        kind: 'check'
        severity: 'high'
        docs: 'https://learn.microsoft.com/azure/iot-dps/public-network-access'
        builtin: 'd82101f3-f3ce-4fc5-8708-4c09f4009546'
        contentHash: 'sha256:05124683dbad98fbde68787d28c72dcdc298607774ae0d35fa8d0cebd7d42e87'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/provisioningServices'
          }
          {
            field: 'Microsoft.Devices/provisioningServices/publicNetworkAccess'
            notEquals: 'Disabled'
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
      }
    }
  }
}

resource dpsNet2Remedy 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '57eaa400-3a67-569b-9d28-ca6e1cc13526'
  properties: {
    displayName: 'Provisioning services refuse traffic from public networks (remedy)'
    description: 'Sets publicNetworkAccess to Disabled on new and updated resources, and on existing ones by a remediation task. Requests with an API version before 2020-03-01 are left as they are.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.network'
      iotsec: {
        id: 'DPS-NET-2'
        requirement: 'dpsPublicAccessOff'
        kind: 'remedy'
        severity: 'high'
        docs: 'https://learn.microsoft.com/azure/iot-dps/public-network-access'
        builtin: 'd82101f3-f3ce-4fc5-8708-4c09f4009546'
        contentHash: 'sha256:a5cdec23ce33853a6a9900faadeb5f2add1d9375d3723aeca58c0cd3c515b1d7'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Modify corrects the request and, by a remediation task, the existing resource. Disabled turns the policy off.'
        }
        allowedValues: [
          'Modify'
          'Disabled'
        ]
        defaultValue: 'Disabled'
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/provisioningServices'
          }
          {
            field: 'Microsoft.Devices/provisioningServices/publicNetworkAccess'
            notEquals: 'Disabled'
          }
          {
            count: {
              field: 'Microsoft.Devices/provisioningServices/privateEndpointConnections[*]'
              where: {
                field: 'Microsoft.Devices/provisioningServices/privateEndpointConnections[*].privateLinkServiceConnectionState.status'
                equals: 'Approved'
              }
            }
            greaterOrEquals: 1
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
        details: {
          roleDefinitionIds: [
            '/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c'
          ]
          conflictEffect: 'audit'
          operations: [
            {
              condition: '[greaterOrEquals(requestContext().apiVersion, \'2020-03-01\')]'
              operation: 'addOrReplace'
              field: 'Microsoft.Devices/provisioningServices/publicNetworkAccess'
              value: 'Disabled'
            }
          ]
        }
      }
    }
  }
}

resource dpsNet3 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '8749d09e-f841-5506-bc89-aeb216a42247'
  properties: {
    displayName: 'Public provisioning services admit known address ranges only'
    description: 'The rules of a provisioning service are taken in order and the first match wins. Where every accepting rule lies within the known ranges and one rule rejects everything, nobody else gets in, whatever the order.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.network'
      iotsec: {
        id: 'DPS-NET-3'
        requirement: 'dpsAddressFilter'
        kind: 'check'
        severity: 'medium'
        docs: 'https://learn.microsoft.com/azure/iot-dps/iot-dps-ip-filtering'
        contentHash: 'sha256:9c57685ecfc2c26b3f840219fdb9cf0541785d076ec3f177b04ad8054929ab5e'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      operatorRanges: {
        type: 'Array'
        metadata: {
          displayName: 'Operator ranges'
          description: 'Address ranges from which operators and services may reach a hub or a provisioning service.'
        }
        defaultValue: [
          '10.0.0.0/8'
          '172.16.0.0/12'
          '192.168.0.0/16'
        ]
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/provisioningServices'
          }
          {
            field: 'Microsoft.Devices/provisioningServices/publicNetworkAccess'
            notEquals: 'Disabled'
          }
          {
            anyOf: [
              {
                count: {
                  field: 'Microsoft.Devices/provisioningServices/ipFilterRules[*]'
                  where: {
                    allOf: [
                      {
                        field: 'Microsoft.Devices/provisioningServices/ipFilterRules[*].action'
                        notEquals: 'Reject'
                      }
                      {
                        anyOf: [
                          {
                            field: 'Microsoft.Devices/provisioningServices/ipFilterRules[*].ipMask'
                            exists: 'false'
                          }
                          {
                            count: {
                              value: '[parameters(\'operatorRanges\')]'
                              name: 'r'
                              where: {
                                value: '[if(equals(contains(current(\'r\'),\':\'),contains(coalesce(tryGet(current(\'Microsoft.Devices/provisioningServices/ipFilterRules[*]\'),\'ipMask\'),\'0.0.0.0/0\'),\':\')),ipRangeContains(current(\'r\'),coalesce(tryGet(current(\'Microsoft.Devices/provisioningServices/ipFilterRules[*]\'),\'ipMask\'),\'0.0.0.0/0\')),false())]'
                                equals: 'true'
                              }
                            }
                            less: 1
                          }
                        ]
                      }
                    ]
                  }
                }
                notEquals: 0
              }
              {
                count: {
                  field: 'Microsoft.Devices/provisioningServices/ipFilterRules[*]'
                }
                less: 1
              }
              {
                count: {
                  field: 'Microsoft.Devices/provisioningServices/ipFilterRules[*]'
                  where: {
                    allOf: [
                      {
                        field: 'Microsoft.Devices/provisioningServices/ipFilterRules[*].action'
                        equals: 'Reject'
                      }
                      {
                        field: 'Microsoft.Devices/provisioningServices/ipFilterRules[*].ipMask'
                        equals: '0.0.0.0/0'
                      }
                      {
                        field: 'Microsoft.Devices/provisioningServices/ipFilterRules[*].target'
                        equals: 'all'
                      }
                    ]
                  }
                }
                less: 1
              }
            ]
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
      }
    }
  }
}

resource hubIam7Cert 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '2dd64a36-2eda-568f-ade3-e112170e2a49'
  properties: {
    displayName: 'Certificates of hubs are verified'
    description: 'Whoever uploads a certificate proves with the verification code that the private key is theirs; a certificate that is not verified admits nobody and waits for somebody to finish.'
    policyType: 'Custom'
    mode: 'All'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.identity'
      iotsec: {
        id: 'HUB-IAM-7-CERT'
        requirement: 'hubCertificatesVerified'
        kind: 'check'
        severity: 'medium'
        docs: 'https://learn.microsoft.com/azure/iot-hub/tutorial-x509-prove-possession'
        contentHash: 'sha256:467897ff14d8254df79a2461869b87a82aabdbd7227df0c26248319ae281e98a'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/IotHubs/certificates'
          }
          {
            field: 'Microsoft.Devices/IotHubs/certificates/isVerified'
            notEquals: 'true'
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
      }
    }
  }
}

resource hubIam8 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '4acedf4b-8723-5bf6-a1ab-2dde09007af3'
  properties: {
    displayName: 'No shared access policy connects as any device'
    description: 'A policy with the right to connect as a device is a key for the whole fleet: who has it is any device they like. A hub that names no policies gets five of them from the service, two with that right.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.identity'
      iotsec: {
        id: 'HUB-IAM-8'
        requirement: 'noHubWideDeviceKey'
        kind: 'check'
        severity: 'critical'
        docs: 'https://learn.microsoft.com/azure/iot-dps/concepts-device-oem-security-practices#shared-symmetric-key'
        contentHash: 'sha256:db7e7b794f22a3e684c70273ce427deed89c035a3e489787510fc327b7437ca3'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/IotHubs'
          }
          {
            field: 'Microsoft.Devices/IotHubs/disableLocalAuth'
            notEquals: 'true'
          }
          {
            anyOf: [
              {
                count: {
                  field: 'Microsoft.Devices/IotHubs/authorizationPolicies[*]'
                  where: {
                    field: 'Microsoft.Devices/IotHubs/authorizationPolicies[*].rights'
                    contains: 'DeviceConnect'
                  }
                }
                notEquals: 0
              }
              {
                count: {
                  field: 'Microsoft.Devices/IotHubs/authorizationPolicies[*]'
                }
                less: 1
              }
            ]
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
      }
    }
  }
}

resource hubIam9 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '3435ed5b-d3e4-5ea2-aa60-6b7ab673dfdb'
  properties: {
    displayName: 'Hubs refuse shared access policies'
    description: 'The keys of shared access policies are shared by all who call the service with them, never expire by themselves and name nobody in a log. Without them, callers use Entra ID. A provisioning service that is linked to the hub by a key stops working: link it by identity first.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.identity'
      iotsec: {
        id: 'HUB-IAM-9'
        requirement: 'hubLocalAuthOff'
        kind: 'check'
        severity: 'high'
        docs: 'https://learn.microsoft.com/azure/iot-hub/authenticate-authorize-azure-ad#enforce-microsoft-entra-authentication'
        builtin: '672d56b3-23a7-4a3c-a233-b77ed7777518'
        contentHash: 'sha256:c70db5f67cf65db9ac3594c97e4bb523828aafded254eff103d0e43c28a16e81'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/IotHubs'
          }
          {
            field: 'Microsoft.Devices/IotHubs/disableLocalAuth'
            notEquals: 'true'
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
      }
    }
  }
}

resource hubIam9Remedy 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '1cedef40-cdb3-5206-b419-a1897eca6ecc'
  properties: {
    displayName: 'Hubs refuse shared access policies (remedy)'
    description: 'Sets disableLocalAuth to true on new and updated resources, and on existing ones by a remediation task. Requests with an API version before 2021-07-01 are left as they are.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.identity'
      iotsec: {
        id: 'HUB-IAM-9'
        requirement: 'hubLocalAuthOff'
        kind: 'remedy'
        severity: 'high'
        docs: 'https://learn.microsoft.com/azure/iot-hub/authenticate-authorize-azure-ad#enforce-microsoft-entra-authentication'
        builtin: '672d56b3-23a7-4a3c-a233-b77ed7777518'
        contentHash: 'sha256:62f3a91f7edc7509d222903ec5981f6e2dae34727bf39db9033819c657ae05f8'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Modify corrects the request and, by a remediation task, the existing resource. Disabled turns the policy off.'
        }
        allowedValues: [
          'Modify'
          'Disabled'
        ]
        defaultValue: 'Disabled'
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/IotHubs'
          }
          {
            field: 'Microsoft.Devices/IotHubs/disableLocalAuth'
            notEquals: 'true'
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
        details: {
          roleDefinitionIds: [
            '/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c'
          ]
          conflictEffect: 'audit'
          operations: [
            {
              condition: '[greaterOrEquals(requestContext().apiVersion, \'2021-07-01\')]'
              operation: 'addOrReplace'
              field: 'Microsoft.Devices/IotHubs/disableLocalAuth'
              value: true
            }
          ]
        }
      }
    }
  }
}

resource hubLog14 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '2f16d7bd-a2a9-5be7-bee9-fcdd2a5b9256'
  properties: {
    displayName: 'Connection and telemetry logs of hubs reach a workspace'
    description: 'Without resource logs nobody can tell which device connected when, nor that somebody tried keys. The group `audit` does not count: which categories it holds is not documented.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.logging'
      iotsec: {
        id: 'HUB-LOG-14'
        requirement: 'hubLogsKept'
        kind: 'check'
        severity: 'high'
        docs: 'https://learn.microsoft.com/azure/iot-hub/monitor-iot-hub'
        builtin: '383856f8-de7f-44a2-81fc-e5135b5c2aa4'
        contentHash: 'sha256:e5de5dfd5787dc2c56230e768d735cdad3804bf77e8412cb6b3373255bf0ca9e'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'AuditIfNotExists reports the resource, DeployIfNotExists deploys what is missing, Disabled turns the policy off.'
        }
        allowedValues: [
          'AuditIfNotExists'
          'DeployIfNotExists'
          'Disabled'
        ]
        defaultValue: 'AuditIfNotExists'
      }
      logWorkspace: {
        type: 'String'
        metadata: {
          displayName: 'Log Analytics workspace'
          description: 'Workspace to which resource logs are sent.'
          strongType: 'omsWorkspace'
          assignPermissions: true
        }
        defaultValue: ''
      }
    }
    policyRule: {
      if: {
        field: 'type'
        equals: 'Microsoft.Devices/IotHubs'
      }
      then: {
        effect: '[parameters(\'effect\')]'
        details: {
          type: 'Microsoft.Insights/diagnosticSettings'
          evaluationDelay: 'AfterProvisioning'
          existenceCondition: {
            allOf: [
              {
                field: 'Microsoft.Insights/diagnosticSettings/workspaceId'
                exists: 'true'
              }
              {
                anyOf: [
                  {
                    count: {
                      field: 'Microsoft.Insights/diagnosticSettings/logs[*]'
                      where: {
                        allOf: [
                          {
                            field: 'Microsoft.Insights/diagnosticSettings/logs[*].enabled'
                            equals: 'true'
                          }
                          {
                            field: 'microsoft.insights/diagnosticSettings/logs[*].categoryGroup'
                            equals: 'allLogs'
                          }
                        ]
                      }
                    }
                    greaterOrEquals: 1
                  }
                  {
                    allOf: [
                      {
                        count: {
                          field: 'Microsoft.Insights/diagnosticSettings/logs[*]'
                          where: {
                            allOf: [
                              {
                                field: 'Microsoft.Insights/diagnosticSettings/logs[*].enabled'
                                equals: 'true'
                              }
                              {
                                field: 'Microsoft.Insights/diagnosticSettings/logs[*].category'
                                equals: 'Connections'
                              }
                            ]
                          }
                        }
                        greaterOrEquals: 1
                      }
                      {
                        count: {
                          field: 'Microsoft.Insights/diagnosticSettings/logs[*]'
                          where: {
                            allOf: [
                              {
                                field: 'Microsoft.Insights/diagnosticSettings/logs[*].enabled'
                                equals: 'true'
                              }
                              {
                                field: 'Microsoft.Insights/diagnosticSettings/logs[*].category'
                                equals: 'DeviceTelemetry'
                              }
                            ]
                          }
                        }
                        greaterOrEquals: 1
                      }
                    ]
                  }
                ]
              }
            ]
          }
          roleDefinitionIds: [
            '/providers/Microsoft.Authorization/roleDefinitions/92aaf0da-9dab-42b6-94a3-d43ce8d16293'
          ]
          deployment: {
            properties: {
              mode: 'incremental'
              template: {
                '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
                contentVersion: '1.0.0.0'
                parameters: {
                  hubName: {
                    type: 'string'
                  }
                  logWorkspace: {
                    type: 'string'
                  }
                }
                resources: [
                  {
                    type: 'Microsoft.Insights/diagnosticSettings'
                    apiVersion: '2021-05-01-preview'
                    scope: '[resourceId(\'Microsoft.Devices/IotHubs\', parameters(\'hubName\'))]'
                    name: 'iotsec-logs'
                    properties: {
                      workspaceId: '[parameters(\'logWorkspace\')]'
                      logs: [
                        {
                          categoryGroup: 'allLogs'
                          enabled: true
                        }
                      ]
                    }
                  }
                ]
              }
              parameters: {
                hubName: {
                  value: '[field(\'name\')]'
                }
                logWorkspace: {
                  value: '[parameters(\'logWorkspace\')]'
                }
              }
            }
          }
        }
      }
    }
  }
}

resource hubLog20 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '4d461680-6627-57ae-ba18-22953ca6050c'
  properties: {
    displayName: 'Logs of hubs are archived for audits'
    description: 'An audit needs the records of the past: logs that go to storage or to a workspace, all categories of them.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.logging'
      iotsec: {
        id: 'HUB-LOG-20'
        requirement: 'hubAuditTrail'
        kind: 'check'
        severity: 'medium'
        docs: 'https://learn.microsoft.com/azure/iot-hub/monitor-iot-hub'
        contentHash: 'sha256:8fcdd9be6924aeb5a568cdbb1b076644146392c9839cd563e11b222ddf77cedd'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'AuditIfNotExists reports the resource, DeployIfNotExists deploys what is missing, Disabled turns the policy off.'
        }
        allowedValues: [
          'AuditIfNotExists'
          'DeployIfNotExists'
          'Disabled'
        ]
        defaultValue: 'AuditIfNotExists'
      }
      logWorkspace: {
        type: 'String'
        metadata: {
          displayName: 'Log Analytics workspace'
          description: 'Workspace to which resource logs are sent.'
          strongType: 'omsWorkspace'
          assignPermissions: true
        }
        defaultValue: ''
      }
    }
    policyRule: {
      if: {
        field: 'type'
        equals: 'Microsoft.Devices/IotHubs'
      }
      then: {
        effect: '[parameters(\'effect\')]'
        details: {
          type: 'Microsoft.Insights/diagnosticSettings'
          evaluationDelay: 'AfterProvisioning'
          existenceCondition: {
            allOf: [
              {
                anyOf: [
                  {
                    field: 'Microsoft.Insights/diagnosticSettings/storageAccountId'
                    exists: 'true'
                  }
                  {
                    field: 'Microsoft.Insights/diagnosticSettings/workspaceId'
                    exists: 'true'
                  }
                ]
              }
              {
                count: {
                  field: 'Microsoft.Insights/diagnosticSettings/logs[*]'
                  where: {
                    allOf: [
                      {
                        field: 'Microsoft.Insights/diagnosticSettings/logs[*].enabled'
                        equals: 'true'
                      }
                      {
                        field: 'microsoft.insights/diagnosticSettings/logs[*].categoryGroup'
                        equals: 'allLogs'
                      }
                    ]
                  }
                }
                greaterOrEquals: 1
              }
            ]
          }
          roleDefinitionIds: [
            '/providers/Microsoft.Authorization/roleDefinitions/92aaf0da-9dab-42b6-94a3-d43ce8d16293'
          ]
          deployment: {
            properties: {
              mode: 'incremental'
              template: {
                '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
                contentVersion: '1.0.0.0'
                parameters: {
                  hubName: {
                    type: 'string'
                  }
                  logWorkspace: {
                    type: 'string'
                  }
                }
                resources: [
                  {
                    type: 'Microsoft.Insights/diagnosticSettings'
                    apiVersion: '2021-05-01-preview'
                    scope: '[resourceId(\'Microsoft.Devices/IotHubs\', parameters(\'hubName\'))]'
                    name: 'iotsec-logs'
                    properties: {
                      workspaceId: '[parameters(\'logWorkspace\')]'
                      logs: [
                        {
                          categoryGroup: 'allLogs'
                          enabled: true
                        }
                      ]
                    }
                  }
                ]
              }
              parameters: {
                hubName: {
                  value: '[field(\'name\')]'
                }
                logWorkspace: {
                  value: '[parameters(\'logWorkspace\')]'
                }
              }
            }
          }
        }
      }
    }
  }
}

resource hubNet1 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '06e544d7-7e75-5fa8-808b-c28e7633ff41'
  properties: {
    displayName: 'Hubs are reached through an approved private endpoint'
    description: 'A private endpoint keeps the traffic of devices and services off the internet. The connection is made by the endpoint after the hub exists, so a template can only show the endpoint, not the connection.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.network'
      iotsec: {
        id: 'HUB-NET-1'
        requirement: 'hubPrivateEndpoint'
        kind: 'check'
        severity: 'high'
        docs: 'https://learn.microsoft.com/azure/iot-hub/virtual-network-support'
        builtin: '0d40b058-9f95-4a19-93e3-9b0330baa2a3'
        contentHash: 'sha256:eef2dfd4fb60d9869d74ca2fc4877ab32412e18fbed2caaad8ae4f79aabbf465'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'AuditIfNotExists reports the resource, DeployIfNotExists deploys what is missing, Disabled turns the policy off.'
        }
        allowedValues: [
          'AuditIfNotExists'
          'DeployIfNotExists'
          'Disabled'
        ]
        defaultValue: 'AuditIfNotExists'
      }
      endpointSubnet: {
        type: 'String'
        metadata: {
          displayName: 'Subnet for private endpoints'
          description: 'Subnet in which private endpoints are created.'
          strongType: 'Microsoft.Network/virtualNetworks/subnets'
          assignPermissions: true
        }
        defaultValue: ''
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/IotHubs'
          }
          {
            count: {
              field: 'Microsoft.Devices/IotHubs/privateEndpointConnections[*]'
              where: {
                field: 'Microsoft.Devices/IotHubs/privateEndpointConnections[*].privateLinkServiceConnectionState.status'
                equals: 'Approved'
              }
            }
            less: 1
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
        details: {
          type: 'Microsoft.Network/privateEndpoints'
          existenceScope: 'subscription'
          evaluationDelay: 'AfterProvisioning'
          existenceCondition: {
            count: {
              field: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*]'
              where: {
                allOf: [
                  {
                    field: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].privateLinkServiceId'
                    equals: '[field(\'id\')]'
                  }
                  {
                    count: {
                      field: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].groupIds[*]'
                      where: {
                        field: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].groupIds[*]'
                        equals: 'iotHub'
                      }
                    }
                    greaterOrEquals: 1
                  }
                ]
              }
            }
            greaterOrEquals: 1
          }
          roleDefinitionIds: [
            '/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7'
          ]
          deployment: {
            properties: {
              mode: 'incremental'
              template: {
                '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
                contentVersion: '1.0.0.0'
                parameters: {
                  endpointName: {
                    type: 'string'
                  }
                  hubLocation: {
                    type: 'string'
                  }
                  endpointSubnet: {
                    type: 'string'
                  }
                  hubId: {
                    type: 'string'
                  }
                }
                resources: [
                  {
                    type: 'Microsoft.Network/privateEndpoints'
                    apiVersion: '2026-03-01'
                    name: '[parameters(\'endpointName\')]'
                    location: '[parameters(\'hubLocation\')]'
                    properties: {
                      subnet: {
                        id: '[parameters(\'endpointSubnet\')]'
                      }
                      privateLinkServiceConnections: [
                        {
                          name: 'iotHub'
                          properties: {
                            privateLinkServiceId: '[parameters(\'hubId\')]'
                            groupIds: [
                              'iotHub'
                            ]
                          }
                        }
                      ]
                    }
                  }
                ]
              }
              parameters: {
                endpointName: {
                  value: '[concat(field(\'name\'),\'-endpoint\')]'
                }
                hubLocation: {
                  value: '[field(\'location\')]'
                }
                endpointSubnet: {
                  value: '[parameters(\'endpointSubnet\')]'
                }
                hubId: {
                  value: '[field(\'id\')]'
                }
              }
            }
          }
        }
      }
    }
  }
}

resource hubNet1Dns 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: 'acc579ce-ea4d-595f-856e-a35d35a0def7'
  properties: {
    displayName: 'Private endpoints of hubs have the DNS records of both host names'
    description: 'Without DNS records the name of the hub still leads to its public address. A hub has two names behind its endpoint: its own, and that of its built-in Event Hubs endpoint; both zones are needed. The built-in c99ce9c1-ced7-4c3e-aca0-10e69ce0cb02 writes the first one only.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.network'
      iotsec: {
        id: 'HUB-NET-1-DNS'
        requirement: 'hubPrivateDns'
        kind: 'check'
        severity: 'medium'
        docs: 'https://learn.microsoft.com/azure/private-link/private-endpoint-dns'
        contentHash: 'sha256:ea58797ef25ea646df0572fb607ae2380fc623400b72cc22f7c1866aa3993002'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'AuditIfNotExists reports the resource, DeployIfNotExists deploys what is missing, Disabled turns the policy off.'
        }
        allowedValues: [
          'AuditIfNotExists'
          'DeployIfNotExists'
          'Disabled'
        ]
        defaultValue: 'AuditIfNotExists'
      }
      dnsZoneGroup: {
        type: 'String'
        metadata: {
          displayName: 'Resource group of the private DNS zones'
          description: 'Resource group that holds the private DNS zones, as its id.'
          assignPermissions: true
        }
        defaultValue: ''
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Network/privateEndpoints'
          }
          {
            count: {
              field: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].groupIds[*]'
              where: {
                field: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].groupIds[*]'
                equals: 'iotHub'
              }
            }
            greaterOrEquals: 1
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
        details: {
          type: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups'
          evaluationDelay: 'AfterProvisioning'
          existenceCondition: {
            allOf: [
              {
                count: {
                  field: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups/privateDnsZoneConfigs[*]'
                  where: {
                    anyOf: [
                      {
                        field: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups/privateDnsZoneConfigs[*].privateDnsZoneId'
                        in: [
                          'privatelink.azure-devices.net'
                          'privatelink.azure-devices.us'
                        ]
                      }
                      {
                        field: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups/privateDnsZoneConfigs[*].privateDnsZoneId'
                        like: '*/privatelink.azure-devices.net'
                      }
                      {
                        field: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups/privateDnsZoneConfigs[*].privateDnsZoneId'
                        like: '*/privatelink.azure-devices.us'
                      }
                    ]
                  }
                }
                greaterOrEquals: 1
              }
              {
                count: {
                  field: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups/privateDnsZoneConfigs[*]'
                  where: {
                    anyOf: [
                      {
                        field: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups/privateDnsZoneConfigs[*].privateDnsZoneId'
                        in: [
                          'privatelink.servicebus.windows.net'
                          'privatelink.servicebus.windows.us'
                        ]
                      }
                      {
                        field: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups/privateDnsZoneConfigs[*].privateDnsZoneId'
                        like: '*/privatelink.servicebus.windows.net'
                      }
                      {
                        field: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups/privateDnsZoneConfigs[*].privateDnsZoneId'
                        like: '*/privatelink.servicebus.windows.us'
                      }
                    ]
                  }
                }
                greaterOrEquals: 1
              }
            ]
          }
          roleDefinitionIds: [
            '/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7'
          ]
          deployment: {
            properties: {
              mode: 'incremental'
              template: {
                '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
                contentVersion: '1.0.0.0'
                parameters: {
                  endpointName: {
                    type: 'string'
                  }
                  groupPrivateDnsZoneId: {
                    type: 'string'
                  }
                  groupPrivateDnsZoneId2: {
                    type: 'string'
                  }
                }
                resources: [
                  {
                    type: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups'
                    apiVersion: '2026-03-01'
                    name: '[concat(parameters(\'endpointName\'), \'/default\')]'
                    properties: {
                      privateDnsZoneConfigs: [
                        {
                          name: 'hub'
                          properties: {
                            privateDnsZoneId: '[parameters(\'groupPrivateDnsZoneId\')]'
                          }
                        }
                        {
                          name: 'events'
                          properties: {
                            privateDnsZoneId: '[parameters(\'groupPrivateDnsZoneId2\')]'
                          }
                        }
                      ]
                    }
                  }
                ]
              }
              parameters: {
                endpointName: {
                  value: '[field(\'name\')]'
                }
                groupPrivateDnsZoneId: {
                  value: '[concat(parameters(\'dnsZoneGroup\'),\'/providers/Microsoft.Network/privateDnsZones/privatelink.azure-devices.net\')]'
                }
                groupPrivateDnsZoneId2: {
                  value: '[concat(parameters(\'dnsZoneGroup\'),\'/providers/Microsoft.Network/privateDnsZones/privatelink.servicebus.windows.net\')]'
                }
              }
            }
          }
        }
      }
    }
  }
}

resource hubNet2 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '4b6a6f4b-b1ed-5a8d-8902-90e1ccc11761'
  properties: {
    displayName: 'Hubs refuse traffic from public networks'
    description: 'With public access on, anybody on the internet can reach the hub and try to authenticate; keys and certificates are then all that stands between them and the fleet. Turning it off cuts every device off that has no private endpoint to use, hence what the remedy asks for.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.network'
      iotsec: {
        id: 'HUB-NET-2'
        requirement: 'hubPublicAccessOff'
        kind: 'check'
        severity: 'high'
        docs: 'https://learn.microsoft.com/azure/iot-hub/iot-hub-public-network-access'
        builtin: '2d6830fb-07eb-48e7-8c4d-2a442b35f0fb'
        contentHash: 'sha256:32e2590c1e6c5d46899f4a7aac9956a3c5698325db0bbbe30918372927a2287b'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/IotHubs'
          }
          {
            field: 'Microsoft.Devices/IotHubs/publicNetworkAccess'
            notEquals: 'Disabled'
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
      }
    }
  }
}

resource hubNet2Remedy 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '151f724e-c1c9-5281-a2ef-c2877851e4d7'
  properties: {
    displayName: 'Hubs refuse traffic from public networks (remedy)'
    description: 'Sets publicNetworkAccess to Disabled on new and updated resources, and on existing ones by a remediation task. Requests with an API version before 2020-03-01 are left as they are.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.network'
      iotsec: {
        id: 'HUB-NET-2'
        requirement: 'hubPublicAccessOff'
        kind: 'remedy'
        severity: 'high'
        docs: 'https://learn.microsoft.com/azure/iot-hub/iot-hub-public-network-access'
        builtin: '2d6830fb-07eb-48e7-8c4d-2a442b35f0fb'
        contentHash: 'sha256:4e43ec216d061104c96233dcdfc397c6638d6a7e9cbacaf81f5519a60b6e6f04'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Modify corrects the request and, by a remediation task, the existing resource. Disabled turns the policy off.'
        }
        allowedValues: [
          'Modify'
          'Disabled'
        ]
        defaultValue: 'Disabled'
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/IotHubs'
          }
          {
            field: 'Microsoft.Devices/IotHubs/publicNetworkAccess'
            notEquals: 'Disabled'
          }
          {
            count: {
              field: 'Microsoft.Devices/IotHubs/privateEndpointConnections[*]'
              where: {
                field: 'Microsoft.Devices/IotHubs/privateEndpointConnections[*].privateLinkServiceConnectionState.status'
                equals: 'Approved'
              }
            }
            greaterOrEquals: 1
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
        details: {
          roleDefinitionIds: [
            '/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c'
          ]
          conflictEffect: 'audit'
          operations: [
            {
              condition: '[greaterOrEquals(requestContext().apiVersion, \'2020-03-01\')]'
              operation: 'addOrReplace'
              field: 'Microsoft.Devices/IotHubs/publicNetworkAccess'
              value: 'Disabled'
            }
          ]
        }
      }
    }
  }
}

resource hubNet3 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '31042401-7d61-5db4-b5da-a360a62d654b'
  properties: {
    displayName: 'Public hubs admit known address ranges only'
    description: 'Address rules are a second line of defence while public access is on; the service ignores them when it is off. The list of classic filter rules is retired: the service moved it to rule sets in 2022.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.network'
      iotsec: {
        id: 'HUB-NET-3'
        requirement: 'hubAddressFilter'
        kind: 'check'
        severity: 'medium'
        docs: 'https://learn.microsoft.com/azure/iot-hub/iot-hub-ip-filtering'
        contentHash: 'sha256:68ca5eb3e85626f6192ef4a671a64e3fc24a9383c3787660eb87eb9cfe55b324'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      operatorRanges: {
        type: 'Array'
        metadata: {
          displayName: 'Operator ranges'
          description: 'Address ranges from which operators and services may reach a hub or a provisioning service.'
        }
        defaultValue: [
          '10.0.0.0/8'
          '172.16.0.0/12'
          '192.168.0.0/16'
        ]
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/IotHubs'
          }
          {
            field: 'Microsoft.Devices/IotHubs/publicNetworkAccess'
            notEquals: 'Disabled'
          }
          {
            anyOf: [
              {
                field: 'Microsoft.Devices/IotHubs/networkRuleSets.defaultAction'
                notEquals: 'Deny'
              }
              {
                field: 'Microsoft.Devices/IotHubs/networkRuleSets.applyToBuiltInEventHubEndpoint'
                notEquals: 'true'
              }
              {
                count: {
                  field: 'Microsoft.Devices/IotHubs/networkRuleSets.ipRules[*]'
                  where: {
                    anyOf: [
                      {
                        field: 'Microsoft.Devices/IotHubs/networkRuleSets.ipRules[*].ipMask'
                        exists: 'false'
                      }
                      {
                        count: {
                          value: '[parameters(\'operatorRanges\')]'
                          name: 'r'
                          where: {
                            value: '[if(equals(contains(current(\'r\'),\':\'),contains(coalesce(tryGet(current(\'Microsoft.Devices/IotHubs/networkRuleSets.ipRules[*]\'),\'ipMask\'),\'0.0.0.0/0\'),\':\')),ipRangeContains(current(\'r\'),coalesce(tryGet(current(\'Microsoft.Devices/IotHubs/networkRuleSets.ipRules[*]\'),\'ipMask\'),\'0.0.0.0/0\')),false())]'
                            equals: 'true'
                          }
                        }
                        less: 1
                      }
                    ]
                  }
                }
                notEquals: 0
              }
              {
                count: {
                  field: 'Microsoft.Devices/IotHubs/ipFilterRules[*]'
                }
                notEquals: 0
              }
            ]
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
      }
    }
  }
}

resource hubNet4 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '58a96c10-84f1-5c0b-b1c9-f5691f2b9e1a'
  properties: {
    displayName: 'Hubs enforce TLS 1.2 where the region offers it'
    description: 'The service itself has spoken nothing older than TLS 1.2 since 2025-08-31; the property states it, and narrows the cipher suites. It is taken when a hub is created and never again: a deny would only make older hubs impossible to update.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.network'
      iotsec: {
        id: 'HUB-NET-4'
        requirement: 'hubMinimumTls'
        kind: 'check'
        severity: 'medium'
        docs: 'https://learn.microsoft.com/azure/iot-hub/iot-hub-tls-support'
        contentHash: 'sha256:8184a2f2b5aa1d8b0cc8891943d7765977d05ca37bfb55b592114e7afb7bbd21'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Audit reports the resource, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      tlsRegions: {
        type: 'Array'
        metadata: {
          displayName: 'Regions with TLS enforcement'
          description: 'Regions in which the service enforces a minimum TLS version.'
        }
        defaultValue: [
          'eastus'
          'southcentralus'
          'westus2'
          'usgovarizona'
          'usgovvirginia'
        ]
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/IotHubs'
          }
          {
            field: 'location'
            in: '[parameters(\'tlsRegions\')]'
          }
          {
            field: 'Microsoft.Devices/IotHubs/minTlsVersion'
            notIn: [
              '1.2'
              '1.3'
            ]
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
      }
    }
  }
}

resource hubNet5 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: '04c913a6-35bf-5612-bb36-485e20b0fede'
  properties: {
    displayName: 'Hubs send data to named hosts only'
    description: 'A hub that may write to any storage account, Event Hub or URL is a way out for data.'
    policyType: 'Custom'
    mode: 'Indexed'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'std.iothub.network'
      iotsec: {
        id: 'HUB-NET-5'
        requirement: 'hubEgressRestricted'
        kind: 'check'
        severity: 'medium'
        docs: 'https://learn.microsoft.com/azure/iot-hub/iot-hub-restrict-outbound-network-access'
        contentHash: 'sha256:dd8223a909ae2c8a81561a3d597dcddbe661d093eb4ac842d260ff2c91f246f4'
      }
    }
    parameters: {
      effect: {
        type: 'String'
        metadata: {
          displayName: 'Effect'
          description: 'Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
    }
    policyRule: {
      if: {
        allOf: [
          {
            field: 'type'
            equals: 'Microsoft.Devices/IotHubs'
          }
          {
            anyOf: [
              {
                field: 'Microsoft.Devices/IotHubs/restrictOutboundNetworkAccess'
                notEquals: 'true'
              }
              {
                count: {
                  field: 'Microsoft.Devices/IotHubs/allowedFqdnList[*]'
                }
                less: 1
              }
            ]
          }
        ]
      }
      then: {
        effect: '[parameters(\'effect\')]'
      }
    }
  }
}

resource iotHubProduction 'Microsoft.Authorization/policySetDefinitions@2023-04-01' = {
  name: 'dc021974-84d8-516a-a89f-e337adb6adba'
  properties: {
    displayName: 'IoT Hub production baseline of Contoso'
    description: 'Requirements of the baseline iotHubProduction of the module contoso.factory.'
    policyType: 'Custom'
    metadata: {
      category: 'Internet of Things'
      version: '1.0.0'
      source: 'contoso.factory'
      iotsec: {
        baseline: 'iotHubProduction'
        contentHash: 'sha256:5afea8fdfccbcb1a7137fd53dc8eb32bf3e6a03d33bbf0fc5748fab971bf26dd'
      }
    }
    parameters: {
      'effect-CONTOSO-1': {
        type: 'String'
        metadata: {
          displayName: 'Effect of CONTOSO-1'
          description: 'Hubs are in a region of the plants. Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      'effect-CONTOSO-2': {
        type: 'String'
        metadata: {
          displayName: 'Effect of CONTOSO-2'
          description: 'Hubs name their owner. Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      'effect-DPS-IAM-7-CERT': {
        type: 'String'
        metadata: {
          displayName: 'Effect of DPS-IAM-7-CERT'
          description: 'Certificates of provisioning services are verified. Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      'effect-DPS-LOG-14': {
        type: 'String'
        metadata: {
          displayName: 'Effect of DPS-LOG-14'
          description: 'Operation logs of provisioning services reach a workspace. AuditIfNotExists reports the resource, DeployIfNotExists deploys what is missing, Disabled turns the policy off.'
        }
        allowedValues: [
          'AuditIfNotExists'
          'DeployIfNotExists'
          'Disabled'
        ]
        defaultValue: 'AuditIfNotExists'
      }
      'effect-DPS-NET-1': {
        type: 'String'
        metadata: {
          displayName: 'Effect of DPS-NET-1'
          description: 'Provisioning services are reached through an approved private endpoint. AuditIfNotExists reports the resource, DeployIfNotExists deploys what is missing, Disabled turns the policy off.'
        }
        allowedValues: [
          'AuditIfNotExists'
          'DeployIfNotExists'
          'Disabled'
        ]
        defaultValue: 'AuditIfNotExists'
      }
      'effect-DPS-NET-2': {
        type: 'String'
        metadata: {
          displayName: 'Effect of DPS-NET-2'
          description: 'Provisioning services refuse traffic from public networks. Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      'effect-DPS-NET-2-remedy': {
        type: 'String'
        metadata: {
          displayName: 'Effect of DPS-NET-2-remedy'
          description: 'Provisioning services refuse traffic from public networks (remedy). Modify corrects the request and, by a remediation task, the existing resource. Disabled turns the policy off.'
        }
        allowedValues: [
          'Modify'
          'Disabled'
        ]
        defaultValue: 'Disabled'
      }
      'effect-DPS-NET-3': {
        type: 'String'
        metadata: {
          displayName: 'Effect of DPS-NET-3'
          description: 'Public provisioning services admit known address ranges only. Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      'effect-HUB-IAM-7-CERT': {
        type: 'String'
        metadata: {
          displayName: 'Effect of HUB-IAM-7-CERT'
          description: 'Certificates of hubs are verified. Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      'effect-HUB-IAM-8': {
        type: 'String'
        metadata: {
          displayName: 'Effect of HUB-IAM-8'
          description: 'No shared access policy connects as any device. Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      'effect-HUB-IAM-9': {
        type: 'String'
        metadata: {
          displayName: 'Effect of HUB-IAM-9'
          description: 'Hubs refuse shared access policies. Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      'effect-HUB-IAM-9-remedy': {
        type: 'String'
        metadata: {
          displayName: 'Effect of HUB-IAM-9-remedy'
          description: 'Hubs refuse shared access policies (remedy). Modify corrects the request and, by a remediation task, the existing resource. Disabled turns the policy off.'
        }
        allowedValues: [
          'Modify'
          'Disabled'
        ]
        defaultValue: 'Disabled'
      }
      'effect-HUB-LOG-14': {
        type: 'String'
        metadata: {
          displayName: 'Effect of HUB-LOG-14'
          description: 'Connection and telemetry logs of hubs reach a workspace. AuditIfNotExists reports the resource, DeployIfNotExists deploys what is missing, Disabled turns the policy off.'
        }
        allowedValues: [
          'AuditIfNotExists'
          'DeployIfNotExists'
          'Disabled'
        ]
        defaultValue: 'AuditIfNotExists'
      }
      'effect-HUB-LOG-20': {
        type: 'String'
        metadata: {
          displayName: 'Effect of HUB-LOG-20'
          description: 'Logs of hubs are archived for audits. AuditIfNotExists reports the resource, DeployIfNotExists deploys what is missing, Disabled turns the policy off.'
        }
        allowedValues: [
          'AuditIfNotExists'
          'DeployIfNotExists'
          'Disabled'
        ]
        defaultValue: 'AuditIfNotExists'
      }
      'effect-HUB-NET-1': {
        type: 'String'
        metadata: {
          displayName: 'Effect of HUB-NET-1'
          description: 'Hubs are reached through an approved private endpoint. AuditIfNotExists reports the resource, DeployIfNotExists deploys what is missing, Disabled turns the policy off.'
        }
        allowedValues: [
          'AuditIfNotExists'
          'DeployIfNotExists'
          'Disabled'
        ]
        defaultValue: 'AuditIfNotExists'
      }
      'effect-HUB-NET-1-DNS': {
        type: 'String'
        metadata: {
          displayName: 'Effect of HUB-NET-1-DNS'
          description: 'Private endpoints of hubs have the DNS records of both host names. AuditIfNotExists reports the resource, DeployIfNotExists deploys what is missing, Disabled turns the policy off.'
        }
        allowedValues: [
          'AuditIfNotExists'
          'DeployIfNotExists'
          'Disabled'
        ]
        defaultValue: 'AuditIfNotExists'
      }
      'effect-HUB-NET-2': {
        type: 'String'
        metadata: {
          displayName: 'Effect of HUB-NET-2'
          description: 'Hubs refuse traffic from public networks. Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      'effect-HUB-NET-2-remedy': {
        type: 'String'
        metadata: {
          displayName: 'Effect of HUB-NET-2-remedy'
          description: 'Hubs refuse traffic from public networks (remedy). Modify corrects the request and, by a remediation task, the existing resource. Disabled turns the policy off.'
        }
        allowedValues: [
          'Modify'
          'Disabled'
        ]
        defaultValue: 'Disabled'
      }
      'effect-HUB-NET-3': {
        type: 'String'
        metadata: {
          displayName: 'Effect of HUB-NET-3'
          description: 'Public hubs admit known address ranges only. Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      'effect-HUB-NET-4': {
        type: 'String'
        metadata: {
          displayName: 'Effect of HUB-NET-4'
          description: 'Hubs enforce TLS 1.2 where the region offers it. Audit reports the resource, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      'effect-HUB-NET-5': {
        type: 'String'
        metadata: {
          displayName: 'Effect of HUB-NET-5'
          description: 'Hubs send data to named hosts only. Audit reports the resource, Deny refuses the request, Disabled turns the policy off.'
        }
        allowedValues: [
          'Audit'
          'Deny'
          'Disabled'
        ]
        defaultValue: 'Audit'
      }
      endpointSubnet: {
        type: 'String'
        metadata: {
          displayName: 'Subnet for private endpoints'
          description: 'Subnet in which private endpoints are created.'
          strongType: 'Microsoft.Network/virtualNetworks/subnets'
          assignPermissions: true
        }
        defaultValue: ''
      }
      dnsZoneGroup: {
        type: 'String'
        metadata: {
          displayName: 'Resource group of the private DNS zones'
          description: 'Resource group that holds the private DNS zones, as its id.'
          assignPermissions: true
        }
        defaultValue: ''
      }
      tlsRegions: {
        type: 'Array'
        metadata: {
          displayName: 'Regions with TLS enforcement'
          description: 'Regions in which the service enforces a minimum TLS version.'
        }
        defaultValue: [
          'eastus'
          'southcentralus'
          'westus2'
          'usgovarizona'
          'usgovvirginia'
        ]
      }
      logWorkspace: {
        type: 'String'
        metadata: {
          displayName: 'Log Analytics workspace'
          description: 'Workspace to which resource logs are sent.'
          strongType: 'omsWorkspace'
          assignPermissions: true
        }
        defaultValue: ''
      }
      plantRegions: {
        type: 'Array'
        metadata: {
          displayName: 'Plant regions'
          description: 'Regions in which the plants may keep data.'
        }
        defaultValue: [
          'westeurope'
          'northeurope'
        ]
      }
      plantRanges: {
        type: 'Array'
        metadata: {
          displayName: 'Plant ranges'
          description: 'Address ranges of the plants.'
        }
        defaultValue: [
          '10.20.0.0/16'
          '10.21.0.0/16'
        ]
      }
    }
    policyDefinitionGroups: [
      {
        name: 'Azure_Security_Benchmark_v3.0_DP-3'
        additionalMetadataId: '/providers/Microsoft.PolicyInsights/policyMetadata/Azure_Security_Benchmark_v3.0_DP-3'
      }
      {
        name: 'Azure_Security_Benchmark_v3.0_DP-7'
        additionalMetadataId: '/providers/Microsoft.PolicyInsights/policyMetadata/Azure_Security_Benchmark_v3.0_DP-7'
      }
      {
        name: 'Azure_Security_Benchmark_v3.0_IM-1'
        additionalMetadataId: '/providers/Microsoft.PolicyInsights/policyMetadata/Azure_Security_Benchmark_v3.0_IM-1'
      }
      {
        name: 'Azure_Security_Benchmark_v3.0_IM-6'
        additionalMetadataId: '/providers/Microsoft.PolicyInsights/policyMetadata/Azure_Security_Benchmark_v3.0_IM-6'
      }
      {
        name: 'Azure_Security_Benchmark_v3.0_IM-8'
        additionalMetadataId: '/providers/Microsoft.PolicyInsights/policyMetadata/Azure_Security_Benchmark_v3.0_IM-8'
      }
      {
        name: 'Azure_Security_Benchmark_v3.0_LT-3'
        additionalMetadataId: '/providers/Microsoft.PolicyInsights/policyMetadata/Azure_Security_Benchmark_v3.0_LT-3'
      }
      {
        name: 'Azure_Security_Benchmark_v3.0_LT-6'
        additionalMetadataId: '/providers/Microsoft.PolicyInsights/policyMetadata/Azure_Security_Benchmark_v3.0_LT-6'
      }
      {
        name: 'Azure_Security_Benchmark_v3.0_NS-10'
        additionalMetadataId: '/providers/Microsoft.PolicyInsights/policyMetadata/Azure_Security_Benchmark_v3.0_NS-10'
      }
      {
        name: 'Azure_Security_Benchmark_v3.0_NS-2'
        additionalMetadataId: '/providers/Microsoft.PolicyInsights/policyMetadata/Azure_Security_Benchmark_v3.0_NS-2'
      }
      {
        name: 'iotsec-governance'
        displayName: 'Compliance and governance'
        category: 'Secure your Azure IoT Hub deployment'
        description: 'Section of the guidance that the requirements of this group serve.'
      }
      {
        name: 'iotsec-identity'
        displayName: 'Identity and access management'
        category: 'Secure your Azure IoT Hub deployment'
        description: 'Section of the guidance that the requirements of this group serve.'
      }
      {
        name: 'iotsec-logging'
        displayName: 'Logging and monitoring'
        category: 'Secure your Azure IoT Hub deployment'
        description: 'Section of the guidance that the requirements of this group serve.'
      }
      {
        name: 'iotsec-network'
        displayName: 'Network security'
        category: 'Secure your Azure IoT Hub deployment'
        description: 'Section of the guidance that the requirements of this group serve.'
      }
      {
        name: 'iso27002-8.15'
        displayName: 'iso27002 8.15'
        category: 'iso27002'
      }
      {
        name: 'nist80053r5-AC-17'
        displayName: 'nist80053r5 AC-17'
        category: 'nist80053r5'
      }
      {
        name: 'nist80053r5-AC-17(1)'
        displayName: 'nist80053r5 AC-17(1)'
        category: 'nist80053r5'
      }
      {
        name: 'nist80053r5-AC-4'
        displayName: 'nist80053r5 AC-4'
        category: 'nist80053r5'
      }
      {
        name: 'nist80053r5-AU-12'
        displayName: 'nist80053r5 AU-12'
        category: 'nist80053r5'
      }
      {
        name: 'nist80053r5-AU-12(1)'
        displayName: 'nist80053r5 AU-12(1)'
        category: 'nist80053r5'
      }
      {
        name: 'nist80053r5-AU-6(4)'
        displayName: 'nist80053r5 AU-6(4)'
        category: 'nist80053r5'
      }
      {
        name: 'nist80053r5-AU-6(5)'
        displayName: 'nist80053r5 AU-6(5)'
        category: 'nist80053r5'
      }
      {
        name: 'nist80053r5-SC-7'
        displayName: 'nist80053r5 SC-7'
        category: 'nist80053r5'
      }
      {
        name: 'nist80053r5-SC-7(3)'
        displayName: 'nist80053r5 SC-7(3)'
        category: 'nist80053r5'
      }
    ]
    policyDefinitions: [
      {
        policyDefinitionReferenceId: 'CONTOSO-1'
        policyDefinitionId: contoso1.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-CONTOSO-1\')]'
          }
          plantRegions: {
            value: '[parameters(\'plantRegions\')]'
          }
        }
        groupNames: [
          'iotsec-governance'
        ]
      }
      {
        policyDefinitionReferenceId: 'CONTOSO-2'
        policyDefinitionId: contoso2.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-CONTOSO-2\')]'
          }
        }
        groupNames: [
          'iotsec-governance'
        ]
      }
      {
        policyDefinitionReferenceId: 'DPS-IAM-7-CERT'
        policyDefinitionId: dpsIam7Cert.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-DPS-IAM-7-CERT\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_DP-7'
          'Azure_Security_Benchmark_v3.0_IM-6'
          'iotsec-identity'
        ]
      }
      {
        policyDefinitionReferenceId: 'DPS-LOG-14'
        policyDefinitionId: dpsLog14.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-DPS-LOG-14\')]'
          }
          logWorkspace: {
            value: '[parameters(\'logWorkspace\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_LT-3'
          'iotsec-logging'
        ]
      }
      {
        policyDefinitionReferenceId: 'DPS-NET-1'
        policyDefinitionId: dpsNet1.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-DPS-NET-1\')]'
          }
          endpointSubnet: {
            value: '[parameters(\'endpointSubnet\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_NS-2'
          'iotsec-network'
          'nist80053r5-AC-17'
          'nist80053r5-AC-17(1)'
          'nist80053r5-AC-4'
          'nist80053r5-SC-7'
          'nist80053r5-SC-7(3)'
        ]
      }
      {
        policyDefinitionReferenceId: 'DPS-NET-2'
        policyDefinitionId: dpsNet2.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-DPS-NET-2\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_NS-2'
          'iotsec-network'
        ]
      }
      {
        policyDefinitionReferenceId: 'DPS-NET-2-remedy'
        policyDefinitionId: dpsNet2Remedy.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-DPS-NET-2-remedy\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_NS-2'
          'iotsec-network'
        ]
      }
      {
        policyDefinitionReferenceId: 'DPS-NET-3'
        policyDefinitionId: dpsNet3.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-DPS-NET-3\')]'
          }
          operatorRanges: {
            value: '[parameters(\'plantRanges\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_NS-2'
          'iotsec-network'
        ]
      }
      {
        policyDefinitionReferenceId: 'HUB-IAM-7-CERT'
        policyDefinitionId: hubIam7Cert.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-HUB-IAM-7-CERT\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_DP-7'
          'Azure_Security_Benchmark_v3.0_IM-6'
          'iotsec-identity'
        ]
      }
      {
        policyDefinitionReferenceId: 'HUB-IAM-8'
        policyDefinitionId: hubIam8.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-HUB-IAM-8\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_IM-8'
          'iotsec-identity'
        ]
      }
      {
        policyDefinitionReferenceId: 'HUB-IAM-9'
        policyDefinitionId: hubIam9.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-HUB-IAM-9\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_IM-1'
          'iotsec-identity'
        ]
      }
      {
        policyDefinitionReferenceId: 'HUB-IAM-9-remedy'
        policyDefinitionId: hubIam9Remedy.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-HUB-IAM-9-remedy\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_IM-1'
          'iotsec-identity'
        ]
      }
      {
        policyDefinitionReferenceId: 'HUB-LOG-14'
        policyDefinitionId: hubLog14.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-HUB-LOG-14\')]'
          }
          logWorkspace: {
            value: '[parameters(\'logWorkspace\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_LT-3'
          'iotsec-logging'
          'iso27002-8.15'
          'nist80053r5-AU-12'
          'nist80053r5-AU-12(1)'
          'nist80053r5-AU-6(4)'
          'nist80053r5-AU-6(5)'
        ]
      }
      {
        policyDefinitionReferenceId: 'HUB-LOG-20'
        policyDefinitionId: hubLog20.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-HUB-LOG-20\')]'
          }
          logWorkspace: {
            value: '[parameters(\'logWorkspace\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_LT-3'
          'Azure_Security_Benchmark_v3.0_LT-6'
          'iotsec-governance'
          'nist80053r5-AU-12'
        ]
      }
      {
        policyDefinitionReferenceId: 'HUB-NET-1'
        policyDefinitionId: hubNet1.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-HUB-NET-1\')]'
          }
          endpointSubnet: {
            value: '[parameters(\'endpointSubnet\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_NS-2'
          'iotsec-network'
        ]
      }
      {
        policyDefinitionReferenceId: 'HUB-NET-1-DNS'
        policyDefinitionId: hubNet1Dns.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-HUB-NET-1-DNS\')]'
          }
          dnsZoneGroup: {
            value: '[parameters(\'dnsZoneGroup\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_NS-10'
          'Azure_Security_Benchmark_v3.0_NS-2'
          'iotsec-network'
        ]
      }
      {
        policyDefinitionReferenceId: 'HUB-NET-2'
        policyDefinitionId: hubNet2.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-HUB-NET-2\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_NS-2'
          'iotsec-network'
        ]
      }
      {
        policyDefinitionReferenceId: 'HUB-NET-2-remedy'
        policyDefinitionId: hubNet2Remedy.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-HUB-NET-2-remedy\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_NS-2'
          'iotsec-network'
        ]
      }
      {
        policyDefinitionReferenceId: 'HUB-NET-3'
        policyDefinitionId: hubNet3.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-HUB-NET-3\')]'
          }
          operatorRanges: {
            value: '[parameters(\'plantRanges\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_NS-2'
          'iotsec-network'
        ]
      }
      {
        policyDefinitionReferenceId: 'HUB-NET-4'
        policyDefinitionId: hubNet4.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-HUB-NET-4\')]'
          }
          tlsRegions: {
            value: '[parameters(\'tlsRegions\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_DP-3'
          'iotsec-network'
        ]
      }
      {
        policyDefinitionReferenceId: 'HUB-NET-5'
        policyDefinitionId: hubNet5.id
        parameters: {
          effect: {
            value: '[parameters(\'effect-HUB-NET-5\')]'
          }
        }
        groupNames: [
          'Azure_Security_Benchmark_v3.0_NS-2'
          'iotsec-network'
        ]
      }
    ]
  }
}
