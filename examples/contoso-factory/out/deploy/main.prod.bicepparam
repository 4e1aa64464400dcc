// Environment prod: deployed to the management group mg-contoso.
using 'main.bicep'
