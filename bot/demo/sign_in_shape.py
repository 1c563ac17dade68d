"""The properties of a sign-in, and the words that the service puts into them.

Shape: https://learn.microsoft.com/graph/api/resources/signin (v1.0 and beta).
"""

from __future__ import annotations

from typing import Any

from bot.demo.people import TENANT_ID

REASONS = {
    50034: "The user account does not exist in the directory. To sign in, the account must be added to the directory.",
    50053: "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
    50055: "The password is expired.",
    50057: "The user account is disabled.",
    50058: "Session information is not sufficient for single-sign-on.",
    50072: "User needs to enroll for second factor authentication (interactive).",
    50074: "Strong Authentication is required.",
    50076: "Due to a configuration change made by your administrator, or because you moved to a new location, you must "
    "use multi-factor authentication to access the resource.",
    50126: "Error validating credentials due to invalid username or password.",
    50140: "This error occurred due to 'Keep me signed in' interrupt when the user was signing-in.",
    50158: "External security challenge was not satisfied.",
    53003: "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
    65001: "The user or administrator has not consented to use the application.",
    70043: "The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.",
    70044: "The session has expired or is invalid due to sign-in frequency checks by conditional access.",
    500121: "Authentication failed during strong authentication request.",
    7000222: "The provided client secret keys for app are expired.",
}
"""failureReason by error code, as the service words it; codes and texts may change without notice."""

AZURE_RESOURCE = ("Windows Azure Service Management API", "797f4846-ba00-4fd7-ba43-dac1f8f63013")
GRAPH_RESOURCE = ("Microsoft Graph", "00000003-0000-0000-c000-000000000000")
BEFORE_POLICIES = frozenset({50034, 50053, 50055, 50057, 50126})
"""Codes of sign-ins that end at the password, before Conditional Access is looked at."""

RESOURCES = {
    "Azure Portal": AZURE_RESOURCE,
    "Microsoft Azure CLI": AZURE_RESOURCE,
    "Microsoft Graph Command Line Tools": GRAPH_RESOURCE,
}
CONTROLS = {
    "mfa": "Mfa",
    "compliantDevice": "RequireCompliantDevice",
    "block": "Block",
    "passwordChange": "PasswordChange",
}
"""enforcedGrantControls of a sign-in by grant control of the policy."""

DETAILS = {
    500121: "MFA denied; user declined the authentication",
    50126: "The user didn't enter the right credentials.",
}
"""additionalDetails by error code."""

_PROPERTIES = """
    id createdDateTime userDisplayName userPrincipalName userId appId appDisplayName ipAddress clientAppUsed userAgent
    correlationId conditionalAccessStatus originalRequestId isInteractive riskDetail riskLevelAggregated
    riskLevelDuringSignIn riskState riskEventTypes riskEventTypes_v2 resourceDisplayName resourceId resourceTenantId
    homeTenantId servicePrincipalId servicePrincipalName status deviceDetail location appliedConditionalAccessPolicies
    authenticationAppDeviceDetails agent appOwnerTenantId appTokenProtectionStatus appliedEventListeners
    authenticationAppPolicyEvaluationDetails authenticationContextClassReferences authenticationDetails
    authenticationMethodsUsed authenticationProcessingDetails authenticationProtocol authenticationRequirement
    authenticationRequirementPolicies autonomousSystemNumber azureResourceId clientCredentialType clientSessionId
    conditionalAccessAudiences crossTenantAccessType federatedCredentialId flaggedForReview globalSecureAccessIpAddress
    homeTenantName incomingTokenType ipAddressFromResourceProvider isTenantRestricted isThroughGlobalSecureAccess
    managedServiceIdentity mfaDetail networkLocationDetails originalTransferMethod privateLinkDetails
    processingTimeInMilliseconds resourceOwnerTenantId resourceServicePrincipalId rootActorId
    servicePrincipalCredentialKeyId servicePrincipalCredentialThumbprint sessionId sessionLifetimePolicies
    signInEventTypes signInIdentifier signInIdentifierType signInTokenProtectionStatus tokenIssuerName tokenIssuerType
    tokenProtectionStatusDetails uniqueTokenIdentifier userType
"""
BLANK: tuple[str, ...] = tuple(_PROPERTIES.split())
"""Every documented property of signIn, v1.0 and beta."""

DEFAULTS: dict[str, Any] = {
    "userDisplayName": "",
    "userPrincipalName": "",
    "userId": "",
    "resourceTenantId": TENANT_ID,
    "homeTenantId": TENANT_ID,
    "homeTenantName": "",
    "resourceOwnerTenantId": "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
    "appOwnerTenantId": "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
    "servicePrincipalId": "",
    "servicePrincipalName": None,
    "userType": "member",
    "crossTenantAccessType": "none",
    "clientCredentialType": "none",
    "incomingTokenType": "none",
    "authenticationProtocol": "oAuth2",
    "originalTransferMethod": "none",
    "tokenIssuerName": "",
    "tokenIssuerType": "AzureAD",
    "signInTokenProtectionStatus": "none",
    "appTokenProtectionStatus": None,
    "isTenantRestricted": False,
    "isThroughGlobalSecureAccess": False,
    "flaggedForReview": False,
    "autonomousSystemNumber": 64500,
    "appliedEventListeners": [],
    "authenticationAppPolicyEvaluationDetails": [],
    "authenticationContextClassReferences": [],
    "authenticationMethodsUsed": [],
    "authenticationProcessingDetails": [],
    "authenticationRequirementPolicies": [],
    "conditionalAccessAudiences": [],
    "networkLocationDetails": [],
    "sessionLifetimePolicies": [],
}
"""What most sign-ins say; rows share these empty lists, and nobody changes a row."""

TEMPLATE: dict[str, Any] = dict.fromkeys(BLANK) | DEFAULTS
"""A sign-in before anything is known of it."""
