using 'provisioning-services.bicep'

param name = '<name>'
param logWorkspace = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/ops/providers/Microsoft.OperationalInsights/workspaces/ops'
param endpointSubnet = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/plants/subnets/endpoints'
