using 'private-endpoints.bicep'

param name = '<name>'
