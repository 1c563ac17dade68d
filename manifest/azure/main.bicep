// Watchbook on Azure App Service: the bot, its registration in the Azure Bot Service, its secrets and its logs.
// Deploy with main.bicepparam beside this file; README, "Install in a tenant", says how and what comes before and after.

targetScope = 'resourceGroup'

// ---- What it is called and where it runs

@description('Name of the web app and the bot; part of https://<name>.azurewebsites.net.')
@minLength(4)
@maxLength(40)
param name string = 'watchbook-${uniqueString(resourceGroup().id)}'

@description('Region of everything but the bot registration, which is global.')
param location string = resourceGroup().location

@description('Plan of the web app. Basic is the smallest with Always On; without it Teams sends activities again.')
@allowed(['B1', 'B2', 'B3', 'S1', 'P0v3', 'P1v3'])
param planSku string = 'B1'

@description('How many instances run side by side. More than one needs redis = true, and is one without it.')
@minValue(1)
@maxValue(10)
param instances int = 1

@description('Python of the web app.')
@allowed(['3.11', '3.12', '3.13'])
param pythonVersion string = '3.13'

@description('Plan of the bot registration. Teams costs nothing in F0.')
@allowed(['F0', 'S1'])
param botSku string = 'F0'

@description('Whether to keep state in Azure Managed Redis; needed for more than one instance.')
param redis bool = false

@description('Size of the Redis.')
param redisSku string = 'Balanced_B0'

@description('Whether to make a Log Analytics workspace and Application Insights.')
param telemetry bool = true

@description('Days that logs and traces are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

// ---- Who the bot is

@description('Application (client) id of the app registration.')
@minLength(36)
@maxLength(36)
param appId string

@description('Tenant whose people are answered.')
@minLength(36)
@maxLength(36)
param tenantId string = tenant().tenantId

@description('How the bot proves who it is: a client secret in Key Vault, or the managed identity through a federated credential of the app registration.')
@allowed(['secret', 'federated'])
param credential string = 'secret'

@description('Client secret of the app registration; empty with credential = federated.')
@secure()
param appPassword string = ''

@description('Unique identifier of the federated credential that the OAuth connection signs in with; only with credential = federated.')
param oauthUniqueIdentifier string = 'watchbook'

// ---- How it answers: the settings of the README

@description('With whose identity the logs are read: each user by sign-in, or the app for those on the lists below.')
@allowed(['delegated', 'application'])
param mode string = 'delegated'

@description('Name of the OAuth connection, for delegated mode.')
param oauthConnection string = 'graph'

@description('Object ids of users who may ask in application mode.')
param allowedUsers array = []

@description('Object ids of groups whose members may ask in application mode.')
param allowedGroups array = []

@description('What channels and group chats see of an answer.')
@allowed(['private', 'targeted', 'open'])
param channelAnswers string = 'private'

@description('Microsoft Graph.')
param graphUrl string = 'https://graph.microsoft.com'

@description('Report requests per seconds, over all instances.')
param graphBudget string = '5/10'

@description('Questions per seconds and caller.')
param callerLimit string = '20/60'

@description('Seconds after which a partial answer is shown.')
@minValue(1)
param answerSeconds int = 12

@description('Seconds after which reading ends.')
@minValue(1)
param maxSeconds int = 300

@description('Records after which reading ends.')
@minValue(1)
param maxRecords int = 200000

@description('Seconds that running turns get when an instance stops. Below the 120 that App Service waits, with room for their farewell.')
@minValue(1)
@maxValue(105)
param graceSeconds int = 90

@description('Key that signs card buttons; two, comma-separated, while rotating. Left out: a new one with each deployment, and buttons of older cards ask again.')
@secure()
param signingKey string = '${newGuid()}${newGuid()}'

@description('Time zone of people whose client names none.')
param timezone string = 'UTC'

@description('How dates are read for people whose client names no language.')
param locale string = 'en-US'

@description('Log lines: one JSON object each, or text for people.')
@allowed(['json', 'text'])
param logFormat string = 'json'

// ---- Names and values made from these

var suffix = uniqueString(resourceGroup().id, name)
var botEndpoint = 'https://${site.properties.defaultHostName}/api/messages'
var secretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
var scopes = '${graphUrl}/AuditLog.Read.All ${graphUrl}/Directory.Read.All openid profile offline_access'
var isSecret = credential == 'secret'

var settings = {
  MicrosoftAppId: appId
  MicrosoftAppPassword: isSecret ? '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/app-password)' : ''
  MicrosoftAppType: 'SingleTenant'
  MicrosoftAppTenantId: tenantId
  WATCHBOOK_MODE: mode
  WATCHBOOK_OAUTH_CONNECTION: mode == 'delegated' ? oauthConnection : ''
  WATCHBOOK_ALLOWED_USERS: join(allowedUsers, ',')
  WATCHBOOK_ALLOWED_GROUPS: join(allowedGroups, ',')
  WATCHBOOK_CHANNEL_ANSWERS: channelAnswers
  WATCHBOOK_GRAPH_URL: graphUrl
  WATCHBOOK_GRAPH_BUDGET: graphBudget
  WATCHBOOK_CALLER_LIMIT: callerLimit
  WATCHBOOK_ANSWER_SECONDS: string(answerSeconds)
  WATCHBOOK_MAX_SECONDS: string(maxSeconds)
  WATCHBOOK_MAX_RECORDS: string(maxRecords)
  WATCHBOOK_GRACE_SECONDS: string(graceSeconds)
  WATCHBOOK_SIGNING_KEY: '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/signing-key)'
  WATCHBOOK_FEDERATED_IDENTITY: isSecret ? '' : identity.properties.clientId
  WATCHBOOK_TIMEZONE: timezone
  WATCHBOOK_LOCALE: locale
  WATCHBOOK_REDIS_URL: redis ? '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/redis-url)' : ''
  WATCHBOOK_LOG: logFormat
  APPLICATIONINSIGHTS_CONNECTION_STRING: telemetry ? insights.properties.ConnectionString : ''
  SCM_DO_BUILD_DURING_DEPLOYMENT: 'true'
  WEBSITES_CONTAINER_STOP_TIME_LIMIT: '120'
}

// ---- Identity and secrets

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'kv-${suffix}'
  location: location
  properties: {
    tenantId: tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
  }
}

resource mayReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: secretsUser
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource appPasswordSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (isSecret) {
  parent: vault
  name: 'app-password'
  properties: {
    value: appPassword
  }
}

resource signingKeySecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'signing-key'
  properties: {
    value: signingKey
  }
}

resource redisUrlSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (redis) {
  parent: vault
  name: 'redis-url'
  properties: {
    value: 'rediss://:${uriComponent(redisDatabase.listKeys().primaryKey)}@${redisCluster.properties.hostName}:10000/0'
  }
}

// ---- State for several instances. One endpoint for all keys, so that an ordinary client can talk to it.

resource redisCluster 'Microsoft.Cache/redisEnterprise@2025-07-01' = if (redis) {
  name: 'redis-${suffix}'
  location: location
  sku: {
    name: redisSku
  }
  properties: {
    minimumTlsVersion: '1.2'
    highAvailability: 'Enabled'
    publicNetworkAccess: 'Enabled'
  }
}

resource redisDatabase 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = if (redis) {
  parent: redisCluster
  name: 'default'
  properties: {
    clientProtocol: 'Encrypted'
    port: 10000
    clusteringPolicy: 'EnterpriseCluster'
    evictionPolicy: 'VolatileTTL'
    accessKeysAuthentication: 'Enabled'
  }
}

// ---- Logs and traces

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = if (telemetry) {
  name: 'log-${suffix}'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logRetentionDays
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = if (telemetry) {
  name: 'appi-${suffix}'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    RetentionInDays: logRetentionDays
  }
}

resource siteLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (telemetry) {
  name: 'to-log-analytics'
  scope: site
  properties: {
    workspaceId: workspace.id
    logs: [
      {
        category: 'AppServiceConsoleLogs'
        enabled: true
      }
      {
        category: 'AppServicePlatformLogs'
        enabled: true
      }
    ]
  }
}

// ---- The web app

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${suffix}'
  location: location
  kind: 'linux'
  sku: {
    name: planSku
    // Without Redis a second instance would know nothing of the first one's conversations.
    capacity: redis ? instances : 1
  }
  properties: {
    reserved: true
  }
}

resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    reserved: true
    httpsOnly: true
    clientAffinityEnabled: false
    // The Bot Service calls in from public addresses; every request is authenticated by the bot.
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identity.id
    siteConfig: {
      linuxFxVersion: 'PYTHON|${pythonVersion}'
      appCommandLine: 'python -m bot serve'
      alwaysOn: true
      healthCheckPath: '/healthz'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      remoteDebuggingEnabled: false
      webSocketsEnabled: false
    }
  }
}

resource siteSettings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: site
  name: 'appsettings'
  properties: settings
  // References to Key Vault are looked up as soon as they are set.
  dependsOn: [
    mayReadSecrets
    appPasswordSecret
    signingKeySecret
    redisUrlSecret
  ]
}

resource noPasswordForUpload 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: site
  name: 'scm'
  properties: {
    allow: false
  }
}

resource noPasswordForFtp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: site
  name: 'ftp'
  properties: {
    allow: false
  }
}

// ---- The bot registration

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: botSku
  }
  properties: {
    displayName: 'Watchbook'
    description: 'Questions about Entra ID logs'
    endpoint: botEndpoint
    msaAppId: appId
    msaAppTenantId: tenantId
    msaAppType: 'SingleTenant'
    publicNetworkAccess: 'Enabled'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
      enableCalling: false
      acceptedTerms: true
    }
  }
}

// Signs users in for delegated mode, with the app registration's secret: Azure Active Directory v2.
resource oauthBySecret 'Microsoft.BotService/botServices/connections@2022-09-15' = if (mode == 'delegated' && isSecret) {
  parent: bot
  name: oauthConnection
  location: 'global'
  properties: {
    serviceProviderId: '30dd229c-58e3-4a48-bdfd-91ec48eb906c'
    serviceProviderDisplayName: 'Azure Active Directory v2'
    clientId: appId
    clientSecret: appPassword
    scopes: scopes
    parameters: [
      {
        key: 'tenantID'
        value: tenantId
      }
      {
        key: 'tokenExchangeUrl'
        value: 'api://botid-${appId}'
      }
    ]
  }
}

// The same without a secret: AAD v2 with Federated Credentials.
resource oauthByFederation 'Microsoft.BotService/botServices/connections@2022-09-15' = if (mode == 'delegated' && !isSecret) {
  parent: bot
  name: oauthConnection
  location: 'global'
  properties: {
    serviceProviderId: 'c00b44ab-5e16-c44c-af26-2fd5bc55eb18'
    serviceProviderDisplayName: 'AAD v2 with Federated Credentials'
    clientId: appId
    scopes: scopes
    parameters: [
      {
        key: 'ClientId'
        value: appId
      }
      {
        key: 'UniqueIdentifier'
        value: oauthUniqueIdentifier
      }
      {
        key: 'TokenExchangeUrl'
        value: 'api://botid-${appId}'
      }
      {
        key: 'TenantId'
        value: tenantId
      }
    ]
  }
}

// ---- What the steps after the deployment ask for

@description('Host name for `watchbook package --domain`.')
output domain string = site.properties.defaultHostName

@description('Where the Bot Service sends messages.')
output endpoint string = botEndpoint

@description('Resource id for `watchbook check --bot`.')
output botResourceId string = bot.id

@description('Subject of the federated credential of the app registration; only with credential = federated.')
output identityPrincipalId string = identity.properties.principalId

@description('Issuer of that federated credential.')
output federatedIssuer string = '${environment().authentication.loginEndpoint}${tenantId}/v2.0'
