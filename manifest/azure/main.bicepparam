// Values for one tenant. What is not named here has the default of main.bicep; secrets come from the environment:
//   read -rs WATCHBOOK_APP_PASSWORD && export WATCHBOOK_APP_PASSWORD

using './main.bicep'

param appId = readEnvironmentVariable('WATCHBOOK_APP_ID')
param credential = 'secret'
param appPassword = readEnvironmentVariable('WATCHBOOK_APP_PASSWORD', '')

// Each user signs in, and sees what their own Entra role may see.
param mode = 'delegated'

// In application mode the bot reads everything, for these people only:
// param mode = 'application'
// param allowedGroups = ['00000000-0000-0000-0000-000000000000']

param timezone = 'UTC'
param locale = 'en-US'
