export const id = 91;
export const ids = [91];
export const modules = {

/***/ 3091:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  applyRegistration: () => (/* binding */ applyRegistration),
  planRegistration: () => (/* binding */ planRegistration)
});

// EXTERNAL MODULE: ./node_modules/@microsoft/microsoft-graph-client/lib/src/index.js
var src = __webpack_require__(1899);
// EXTERNAL MODULE: ./build/network/index.js + 6 modules
var network = __webpack_require__(9304);
// EXTERNAL MODULE: ./build/problems.js
var build_problems = __webpack_require__(7806);
// EXTERNAL MODULE: ./build/desired-state/index.js + 14 modules
var desired_state = __webpack_require__(4558);
// EXTERNAL MODULE: ./build/findings.js
var findings = __webpack_require__(3876);
// EXTERNAL MODULE: ./build/text/quoted.js
var quoted = __webpack_require__(1416);
// EXTERNAL MODULE: ./build/entra/service.js
var service = __webpack_require__(9916);
;// CONCATENATED MODULE: ./build/entra/registration.js


/** Microsoft Graph's own application ID, the same in every cloud. */
const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
/** The properties that {@link readRegistration} needs, for `$select`. */
const SELECTED = 'id,displayName,publicClient,web,spa,isFallbackPublicClient,identifierUris,api,signInAudience,optionalClaims,requiredResourceAccess';
/**
 * Checks the types of Graph's answer: a wrong type must not become a wrong decision.
 * @throws ServiceError
 * @see https://learn.microsoft.com/en-us/graph/api/resources/application
 */
function readRegistration(answer) {
    const application = object('application', answer);
    const part = (name) => object(name, application[name] ?? {});
    const redirectUris = (platform) => texts(platform, part(platform)['redirectUris']);
    const { id, displayName, isFallbackPublicClient = null, signInAudience } = application;
    const { oauth2PermissionScopes, requestedAccessTokenVersion = null } = part('api');
    // It becomes a part of the address that is written to.
    if (typeof id !== 'string' || !(0,desired_state/* isGuid */.W_)(id))
        throw unusable('id');
    if (typeof isFallbackPublicClient !== 'boolean' && isFallbackPublicClient !== null)
        throw unusable('isFallbackPublicClient');
    if (typeof requestedAccessTokenVersion !== 'number' && requestedAccessTokenVersion !== null)
        throw unusable('requestedAccessTokenVersion');
    return {
        objectId: id,
        displayName: registration_text('displayName', displayName ?? ''),
        /** Whole, because writing a part of it replaces all of it. */
        publicClient: { ...part('publicClient'), redirectUris: redirectUris('publicClient') },
        webRedirectUris: redirectUris('web'),
        spaRedirectUris: redirectUris('spa'),
        /** "Allow public client flows"; null means No. */
        isFallbackPublicClient,
        identifierUris: texts('identifierUris', application['identifierUris']),
        exposedScopes: exposedScopes(oauth2PermissionScopes),
        /** 1, 2, or null for 1. */
        requestedAccessTokenVersion,
        /** Which accounts may sign in, such as "AzureADMyOrg". */
        signInAudience: registration_text('signInAudience', signInAudience ?? ''),
        optionalClaims: optionalClaims(part('optionalClaims')),
        /** Lower-case IDs of the delegated permissions of Microsoft Graph that the application asks for. */
        graphPermissions: graphPermissions(application['requiredResourceAccess']),
    };
}
function exposedScopes(value) {
    const name = 'oauth2PermissionScopes';
    return objects(name, value).map((scope) => ({
        value: registration_text(name, scope['value'] ?? ''),
        isEnabled: scope['isEnabled'] === true,
    }));
}
/** Whole, because a command that adds a claim has to repeat the others. */
function optionalClaims(claims) {
    const name = 'optionalClaims';
    const accessToken = objects(name, claims['accessToken']);
    return { ...claims, accessToken: accessToken.map((each) => ({ ...each, name: registration_text(name, each['name']) })) };
}
/** @see https://learn.microsoft.com/en-us/graph/api/resources/requiredresourceaccess */
function graphPermissions(value) {
    const name = 'requiredResourceAccess';
    return objects(name, value).flatMap(({ resourceAppId, resourceAccess }) => {
        const delegated = objects(name, resourceAccess).flatMap(({ id, type }) => registration_text(name, type) === 'Scope' ? [registration_text(name, id).toLowerCase()] : []);
        return registration_text(name, resourceAppId).toLowerCase() === GRAPH_APP_ID ? delegated : [];
    });
}
/** @param name of the property that the value belongs to, for the error */
function object(name, value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw unusable(name);
    return value;
}
function registration_text(name, value) {
    if (typeof value !== 'string')
        throw unusable(name);
    return value;
}
function list(name, value, each) {
    if (!Array.isArray(value ?? []))
        throw unusable(name);
    return (value ?? []).map((one) => each(name, one));
}
const objects = (name, value) => list(name, value, object);
const texts = (name, value) => list(name, value, registration_text);
function unusable(name) {
    return new service/* ServiceError */._7(`Microsoft Graph answered with no usable "${name}".`);
}
/** How problems and findings name the registration. */
function registrationPlace({ displayName, objectId }) {
    return `app registration ${displayName || objectId}`;
}

;// CONCATENATED MODULE: ./build/entra/audit.js




/** What keeps people from signing in although the redirect URIs are there. Nothing of it is changed. */
function audit(registration, signIn, relyingParty, homeTenant) {
    return (0,findings/* findingsAt */.Gn)(registrationPlace(registration), [
        ...scopeFaults(registration, signIn),
        tokenVersionFault(registration, signIn),
        accountFault(registration, signIn, homeTenant),
        callbackFault(registration, relyingParty),
        relyingParty.identifiesByEmail ? claimFault(registration, signIn.clientId) : undefined,
        permissionFault(registration, signIn.clientId),
    ]);
}
/**
 * Entra refuses a scope that the application does not expose, with AADSTS65005 or AADSTS500011 on the phone. An application ID URI
 * has the client ID in it, or is another one such as https://contoso.com/connections.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/identifier-uri-restrictions
 */
function scopeFaults(registration, { clientId, scopes }) {
    const { identifierUris } = registration;
    const longestFirst = identifierUris.toSorted((one, other) => other.length - one.length);
    const missingUris = new Map();
    const nameByText = new Map();
    for (const scope of scopes) {
        const own = (0,desired_state/* ownApplicationUri */.xH)(scope, clientId);
        const uri = own ?? longestFirst.find((each) => scope.toLowerCase().startsWith(`${each.toLowerCase()}/`));
        if (uri === undefined)
            continue;
        const name = scope.slice(uri.length + 1);
        if (own)
            missingUris.set(own.toLowerCase(), own);
        if (own || name)
            nameByText.set(own ? name : scope, name);
    }
    for (const uri of identifierUris)
        missingUris.delete(uri.toLowerCase());
    const uriFaults = [...missingUris.values()].map((uri) => ({
        id: 'MSSO032',
        what: `The apps request a scope of "${uri}", which is not one of the application ID URIs.`,
        cure: 'Add it in the Azure portal: App registrations, Expose an API, Application ID URI.',
        wanted: uri,
        found: identifierUris.join(' '),
    }));
    const exposureFaults = [...nameByText].map(([asked, name]) => exposureFault(registration, name, asked));
    return [...uriFaults, ...exposureFaults];
}
/** @param asked the scope as a text shows it */
function exposureFault({ exposedScopes }, name, asked) {
    const same = exposedScopes.filter(({ value }) => value === name);
    if (name === '.default' || same.some(({ isEnabled }) => isEnabled))
        return undefined;
    const isDisabled = same.length > 0;
    return {
        id: 'MSSO033',
        what: `The apps request the scope "${asked}", which the application ${isDisabled ? 'has disabled' : 'does not expose'}.`,
        cure: `${isDisabled ? 'Enable' : 'Add'} it in the Azure portal: App registrations, Expose an API.`,
        wanted: name,
        found: isDisabled ? 'disabled' : exposedScopes.map(({ value }) => value).join(' '),
    };
}
/** @see https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#token-formats */
function tokenVersionFault(registration, { version }) {
    const found = registration.requestedAccessTokenVersion ?? 1;
    if (version !== 'v2' || found === 2)
        return undefined;
    return {
        id: 'MSSO034',
        what: `The endpoints are version 2, but the application gets access tokens of version ${found}, whose issuer WebSphere does not expect.`,
        cure: 'Set api.requestedAccessTokenVersion to 2 in the Azure portal: App registrations, Manifest.',
        wanted: '2',
        found: String(found),
    };
}
/** @see https://learn.microsoft.com/en-us/entra/identity-platform/supported-accounts-validation */
function accountFault({ signInAudience }, { tenant = '' }, homeTenant = '') {
    const isShared = /^(common|organizations)$/i.test(tenant);
    const isForeign = (0,desired_state/* isGuid */.W_)(tenant) && (0,desired_state/* isGuid */.W_)(homeTenant) && tenant.toLowerCase() !== homeTenant.toLowerCase();
    const isMine = signInAudience === 'AzureADMyOrg' && (isShared || isForeign);
    const isPersonal = signInAudience === 'PersonalMicrosoftAccount';
    if (!isMine && !isPersonal)
        return undefined;
    const whose = isPersonal ? 'only personal Microsoft accounts' : 'only accounts of its own tenant';
    const but = tenant
        ? `but the endpoints belong to "${tenant}"`
        : 'which people in an organisation do not have';
    const home = homeTenant ? `tenant ${homeTenant}` : 'the tenant that the application is registered in';
    return {
        id: 'MSSO035',
        what: `The application accepts ${whose} (${signInAudience}), ${but}.`,
        cure: `${isPersonal ? 'Change' : `Use the endpoints of ${home}, or change`} the supported account types in the Azure portal: App registrations, Authentication.`,
        ...(tenant ? { wanted: tenant } : {}),
        found: signInAudience,
    };
}
const MAX_SHOWN_CALLBACKS = 20;
/**
 * The vendor's table gives each cluster a context root of its own: /oidcclient_apps, /oidcclient_infra, … Paths are compared exactly,
 * as Entra does; ports and upper case of hosts as URLs are.
 * @see https://opensource.hcltechsw.com/connections-doc/v8-cr7/admin/secure/t_azure_oidc_websphere.html
 */
function callbackFault({ webRedirectUris }, { callbacks, host }) {
    const found = webRedirectUris.join(' ');
    const registered = webRedirectUris.map((uri) => URL.parse(uri)).filter((url) => url?.protocol === 'https:');
    if (callbacks.length === 0) {
        if (registered.some((url) => url?.pathname.startsWith('/oidcclient')))
            return undefined;
        return {
            id: 'MSSO120',
            what: 'No redirect URI of the platform "Web" has a path that starts with /oidcclient, the default of WebSphere\'s relying party and of the vendor\'s procedure. Unless its callbacks have other paths, browsers cannot sign in.',
            cure: 'Set provider-properties, so that each callback can be compared; or check that client-id names the application that Connections uses.',
            found,
        };
    }
    const missing = callbacks.filter(({ path }) => {
        const pathname = URL.parse(`https://${host ?? 'host'}${path}`)?.pathname;
        return !registered.some((url) => url?.pathname === pathname && (host === undefined || url?.host === host));
    });
    if (missing.length === 0)
        return undefined;
    const more = missing.length > MAX_SHOWN_CALLBACKS ? ` and ${missing.length - MAX_SHOWN_CALLBACKS} more` : '';
    const named = missing
        .slice(0, MAX_SHOWN_CALLBACKS)
        .map(({ provider, path }) => ({ provider, uri: `https://${host ?? '<host>'}${path}` }));
    const shown = named.map(({ provider, uri }) => `${uri} (${provider})`).join(', ');
    return {
        id: 'MSSO036',
        what: `The platform "Web" lacks redirect URIs of WebSphere's relying party, so browsers cannot sign in with them: ${shown}${more}.`,
        cure: 'Add them in the Azure portal (App registrations, Authentication), as the vendor\'s procedure "Updating WebSphere to support Azure AD OIDC authentication for Connections" says; or check that client-id names the application that Connections uses.',
        wanted: named.map(({ uri }) => uri).join(' '),
        found,
    };
}
/** A longer command is not shown: nobody looks it over before pasting it. */
const MAX_ARGUMENT_LENGTH = 3000;
/** Entra puts a claim in only where it is asked for. @see https://learn.microsoft.com/en-us/entra/identity-platform/optional-claims */
function claimFault({ optionalClaims }, clientId) {
    const names = optionalClaims.accessToken.map(({ name }) => name);
    if (names.includes('email'))
        return undefined;
    const all = { ...optionalClaims, accessToken: [...optionalClaims.accessToken, { name: 'email' }] };
    // In plain ASCII, so that nothing in a command is hidden, and without the backtick, which ends it.
    const json = JSON.stringify(all).replaceAll(/[^\x20-_a-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const way = json.length > MAX_ARGUMENT_LENGTH
        ? 'give az ad app update --optional-claims all the claims, including the existing ones'
        : `run \`az ad app update --id ${clientId} --optional-claims ${(0,quoted/* shellQuoted */.x)(json)}\`, which repeats the existing claims`;
    return {
        id: 'MSSO038',
        what: 'Access tokens do not carry the claim "email", by which WebSphere identifies people when a phone sends its token.',
        cure: `Add it in the Azure portal (App registrations, Token configuration, Add optional claim, Access, email), or ${way}, because the command replaces all of them.`,
        wanted: 'email',
        found: names.join(' '),
    };
}
/**
 * The delegated permissions that the vendor's page lists, with their IDs in Microsoft Graph.
 * @see https://opensource.hcltechsw.com/connections-doc/v8-cr7/admin/secure/t_azure_add_app.html
 */
const PERMISSIONS = {
    email: '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0',
    offline_access: '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
    openid: '37f7f235-527c-4136-accd-4a02d197296e',
    profile: '14dad69e-099b-42c9-810b-d002981feec1',
};
/** Without them people are asked for their consent at the first sign-in, where the tenant lets them give it. */
function permissionFault({ graphPermissions }, clientId) {
    const missing = Object.entries(PERMISSIONS).filter(([, id]) => !graphPermissions.includes(id));
    if (missing.length === 0)
        return undefined;
    const names = missing.map(([name]) => name);
    const ids = missing.map(([, id]) => `${id}=Scope`).join(' ');
    return {
        id: 'MSSO039',
        what: `The application does not request the delegated permissions of Microsoft Graph that the vendor's procedure lists: ${names.join(', ')}.`,
        cure: `Add them in the Azure portal (App registrations, API permissions), or run \`az ad app permission add --id ${clientId} --api ${GRAPH_APP_ID} --api-permissions ${ids}\`, which keeps the others. Then grant admin consent there.`,
        wanted: names.join(' '),
    };
}

;// CONCATENATED MODULE: ./build/entra/decide.js


/**
 * What is missing on the app registration. Redirect URIs that are there keep their order and are never removed; they are
 * compared exactly, as Entra does.
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reply-url
 */
function decideRegistration(registration, { redirectUris }) {
    const { publicClient, isFallbackPublicClient } = registration;
    const before = publicClient.redirectUris;
    const missing = redirectUris.filter((uri) => !before.includes(uri));
    const changes = [];
    let patch;
    if (missing.length > 0) {
        const after = [...before, ...missing];
        changes.push({ property: 'publicClient.redirectUris', before, after });
        patch = { publicClient: { ...publicClient, redirectUris: after } };
    }
    if (isFallbackPublicClient !== true) {
        changes.push({ property: 'isFallbackPublicClient', before: isFallbackPublicClient, after: true });
        patch = { ...patch, isFallbackPublicClient: true };
    }
    return {
        changes,
        /** Undefined when nothing is missing. */
        patch,
        /** With any of these nothing may be written. */
        problems: [...conflicts(registration, missing), ...tooMany(registration, missing)],
    };
}
/** Graph refuses a redirect URI that stands under two platforms. */
function conflicts(registration, missing) {
    const platforms = [
        ['Web', registration.webRedirectUris],
        ['Single-page application', registration.spaRedirectUris],
    ];
    return missing.flatMap((uri) => platforms
        .filter(([, uris]) => uris.includes(uri))
        .map(([platform]) => ({
        where: registrationPlace(registration),
        what: `The redirect URI "${uri}" is registered under the platform "${platform}", where the mobile apps cannot use it.`,
        cure: 'Remove it there in the Azure portal (App registrations, Authentication), then run again: the action adds it under "Mobile and desktop applications".',
    })));
}
/** Entra allows so many for all platforms together, and fewer where personal Microsoft accounts may sign in. */
function tooMany(registration, missing) {
    const { publicClient, webRedirectUris, spaRedirectUris, signInAudience } = registration;
    const count = publicClient.redirectUris.length + webRedirectUris.length + spaRedirectUris.length;
    const maximum = signInAudience.includes('Personal') ? 100 : 256;
    if (missing.length === 0 || count + missing.length <= maximum)
        return [];
    const what = `It has ${count} redirect URIs. With ${missing.length} more it would exceed the ${maximum} that Entra allows.`;
    const cure = 'Remove unused redirect URIs in the Azure portal: App registrations, Authentication.';
    return [{ where: registrationPlace(registration), what, cure }];
}
/** What `azure-reconcile: check` found and `apply` would change. */
function driftFindings(registration, plan) {
    const cure = 'Run with azure-reconcile: apply, or change it in the Azure portal: App registrations, Authentication.';
    const faults = plan.changes.flatMap(({ property, before, after }) => {
        if (property === 'isFallbackPublicClient')
            return {
                id: 'MSSO031',
                what: '"Allow public client flows" is No. Phones send a redirect URI, so the platform of that URI decides and this setting does not matter to them, but the vendor\'s procedure asks for both.',
                cure,
                wanted: 'true',
                found: String(before),
            };
        return after.slice(before.length).map((uri) => ({
            id: 'MSSO030',
            what: `The platform "Mobile and desktop applications" does not have the redirect URI "${uri}".`,
            cure,
            wanted: uri,
            found: before.join(' '),
        }));
    });
    const problems = plan.problems.map(({ what, cure }) => ({ id: 'MSSO037', what, cure }));
    return (0,findings/* findingsAt */.Gn)(registrationPlace(registration), [...faults, ...problems]);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/@azure/msal-node/dist/index.mjs + 115 modules
var dist = __webpack_require__(2669);
;// CONCATENATED MODULE: ./build/entra/explain.js






/** Who may exchange the job's token, as Entra wants it. */
const FEDERATION_AUDIENCE = 'api://AzureADTokenExchange';
/** An error of this folder as one that the administrator can act on; others are returned as they are. */
function explainEntraError(error, circumstances, isWriting = false) {
    const text = explanation(error, circumstances, isWriting);
    return text === undefined ? error : new service/* AppRegistrationError */.bF(text, { cause: error });
}
function explanation(error, circumstances, isWriting) {
    if (error instanceof service/* SignInRefusedError */.jX)
        return explainSignIn(error, circumstances);
    if (error instanceof service/* ServiceError */._7)
        return `${error.message} ${serviceCure(error, circumstances)}`;
    if (error instanceof src/* GraphError */.h9)
        return explainGraph(error, circumstances, isWriting);
    if (error instanceof dist/* AuthError */.lR)
        return `The sign-in at ${circumstances.identity.authority} failed: ${sentence(error.message)} Check azure-authority-host and azure-tenant-id.`;
    return undefined;
}
function serviceCure({ message, status = 0, cause }, { identity }) {
    if (cause)
        return (0,network/* failureOf */.g5)(cause).cure;
    if (status === 429)
        return 'The service limits requests. Run again later, or spread the runs out.';
    if (status >= 500)
        return 'The service is having problems. It is safe to run again.';
    const noProxy = 'that no proxy answers instead of the service';
    // The address of the runner's OIDC endpoint is no input, so nothing about it could be corrected.
    const isInput = [identity.authority, identity.graphUrl, 'Microsoft Graph'].some((name) => message.includes(name));
    return isInput
        ? `Check azure-authority-host and graph-url, and ${noProxy}.`
        : `Check ${noProxy}; then run again.`;
}
function explainSignIn({ status = 0, message }, circumstances) {
    const { authority } = circumstances.identity;
    const code = /AADSTS(\d+)/.exec(message)?.[1];
    const cure = code && signInCures(circumstances)[code];
    if (cure)
        return `${cure}\nEntra said: ${message}`;
    if (status >= 500 || status === 429)
        return `${authority} answered with ${status}. Entra is having problems or limits requests. It is safe to run again later.`;
    return `The sign-in at ${authority} was refused: ${sentence(message)} Look up the code at https://login.microsoftonline.com/error, and check azure-tenant-id, azure-client-id and the credential.`;
}
/** For the errors that people really meet, by their AADSTS numbers. */
function signInCures(circumstances) {
    const { clientId, tenantId, authority, graphUrl } = circumstances.identity;
    const federated = federatedCredential(circumstances);
    return {
        '70021': federated,
        '70025': federated,
        '700211': federated,
        '700212': federated,
        '700213': federated,
        // Since then Entra compares upper and lower case: https://learn.microsoft.com/en-us/entra/identity-platform/reference-breaking-changes#august-2024
        '7002138': `${federated}\nAn existing credential has the same subject in different upper and lower case: correct or delete that one.`,
        '7000215': `The client secret of ${clientId} is wrong. Check that azure-client-secret holds the secret's value and not its ID, and that it belongs to this application.`,
        '7000222': `The client secret of ${clientId} has expired. Create a new one in the app registration, under Certificates & secrets, and store it in the secret that azure-client-secret uses; or use workload identity federation, where nothing expires.`,
        '700016': `There is no application ${clientId} in tenant ${tenantId}. Check azure-client-id and azure-tenant-id. An application from another tenant needs an enterprise application (service principal) in this one.`,
        '700027': `The certificate does not belong to ${clientId}. Upload the certificate in azure-client-certificate to the app registration, under Certificates & secrets.`,
        '700024': "The assertion has expired or is not yet valid. Check the runner's clock, then run again.",
        '90002': `There is no tenant ${tenantId} at ${authority}. Check azure-tenant-id (or tenant-id), and azure-authority-host for a national cloud.`,
        '900023': `${tenantId} is neither a tenant ID nor a domain. Correct azure-tenant-id.`,
        '7000229': `The application ${clientId} has no enterprise application (service principal) in tenant ${tenantId}. Create it with: az ad sp create --id ${clientId}`,
        '500011': `${authority} does not issue tokens for ${graphUrl}. Check that graph-url and azure-authority-host belong to the same cloud.`,
        '53003': 'A Conditional Access policy for workload identities blocks the sign-in. Ask the Entra administrator to allow it for this application.',
        '90061': `Entra could not read the public keys of ${circumstances.claims?.['iss'] ?? "GitHub's OIDC issuer"}. Run again; if it happens again, check that this address can be reached from the internet.`,
        '7000112': `The application ${clientId} is disabled. Enable it in Enterprise applications, Properties.`,
    };
}
/** Everything for a federated credential, ready to paste. */
function federatedCredential({ identity: { clientId }, claims }) {
    const { iss: issuer = '', sub: subject = '', aud: audience = FEDERATION_AUDIENCE } = claims ?? {};
    // A name of its own: the one of the documentation is taken when that credential is for another subject.
    const hash = (0,external_node_crypto_.createHash)('sha256').update(`${issuer} ${subject}`).digest('hex').slice(0, 8);
    const parameters = { name: `mobile-sso-${hash}`, issuer, subject, audiences: [audience] };
    return [
        `The application ${clientId} has no federated credential for this job. The job presented:`,
        `  issuer:   ${issuer}`,
        `  subject:  ${subject}`,
        `  audience: ${audience}`,
        'Add it in the app registration, under Certificates & secrets, Federated credentials, or with the Azure CLI:',
        `  az ad app federated-credential create --id ${clientId} --parameters ${(0,quoted/* shellQuoted */.x)(JSON.stringify(parameters))}`,
    ].join('\n');
}
/** @see https://learn.microsoft.com/en-us/graph/errors */
function explainGraph({ statusCode, message }, { identity: { clientId: caller, tenantId, graphUrl }, clientId }, isWriting) {
    const permission = isWriting
        ? `Grant ${caller} the application permission Application.ReadWrite.OwnedBy and make it an owner of the app registration ${clientId} (OwnedBy has no effect without ownership), or grant Application.ReadWrite.All; then grant admin consent.`
        : `Grant ${caller} the application permission Application.Read.All; for azure-reconcile: apply, grant Application.ReadWrite.OwnedBy and make ${caller} an owner of the app registration. Then grant admin consent.`;
    const cures = {
        400: 'Nothing was changed. If the message does not say what to correct, report it with this message.',
        401: `Graph does not accept the token. Check that graph-url (${graphUrl}) and azure-authority-host belong to the same cloud.`,
        403: permission,
        404: `There is no app registration with client ID ${clientId} in tenant ${tenantId}. Check client-id, and check that azure-tenant-id is the tenant in which it is registered.`,
        429: 'Graph limits requests. Run again later, or spread the runs out.',
    };
    const otherCure = statusCode >= 500
        ? 'Graph is having problems. It is safe to run again.'
        : 'This response is unexpected. If it happens again, report it with this message.';
    const what = `${isWriting ? 'Changing' : 'Reading'} the app registration of ${clientId}`;
    return `${what} was answered with ${statusCode}: ${sentence(message)} ${cures[statusCode] ?? otherCure}`;
}
/** In one line, with its full stop. */
function sentence(text) {
    const line = text.replaceAll(/\s+/g, ' ').trim();
    return /[.!?]$/.test(line) ? line : `${line}.`;
}

// EXTERNAL MODULE: ./build/text/json.js
var json = __webpack_require__(5666);
;// CONCATENATED MODULE: ./build/entra/sign-in.js




/**
 * Signs in, unless the run has done so for this tenant and caller. All environments of a run have the same credential.
 * @param clientId the application whose registration is managed
 * @returns the token for Graph, the ID of the tenant as it names it, and what the job's token said @throws AppRegistrationError
 */
function signIn(identity, clientId, world) {
    const { authority, tenantId, clientId: caller, graphUrl } = identity;
    const key = JSON.stringify([authority, tenantId.toLowerCase(), caller.toLowerCase(), graphUrl]);
    const known = world.signIns?.get(key) ?? newSignIn(identity, clientId, world);
    world.signIns?.set(key, known);
    return known;
}
async function newSignIn(identity, clientId, world) {
    let claims;
    try {
        const isFederated = identity.credential.kind === 'federated';
        const idToken = isFederated ? await requestIdToken(identity.clientId, world) : undefined;
        claims = idToken === undefined ? undefined : claimsOf(idToken);
        const accessToken = await requestAccessToken(identity, idToken, world);
        return { accessToken, homeTenant: claimsOf(accessToken)['tid'], claims };
    }
    catch (error) {
        throw explainEntraError(error, { identity, clientId, claims });
    }
}
/**
 * The job's token, requested without @actions/core, which knows neither a time limit behind a proxy nor proxies over TLS, and hides
 * why a request failed.
 * @see https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
async function requestIdToken(caller, { environment, fetch, mask }) {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = environment;
    // A job has them with the permission "id-token: write".
    if (!address || !bearer || !URL.canParse(address))
        throw missingPermission(caller);
    const url = new URL(address);
    url.searchParams.set('audience', FEDERATION_AUDIENCE);
    const { answer, content } = await (0,service/* exchange */.cv)(fetch, url.href, {
        headers: { authorization: `Bearer ${bearer}` },
    });
    const token = content?.['value'];
    if (isToken(token) && answer.ok) {
        mask(token);
        return token;
    }
    const what = `The runner's OIDC endpoint ${url.origin} answered with ${answer.status} but without a token.`;
    throw new service/* ServiceError */._7(what, answer.status);
}
function missingPermission(clientId) {
    return new service/* AppRegistrationError */.bF([
        `The job lacks the permission to request an OIDC token from GitHub, with which ${clientId} signs in to Entra. Add it to the job:`,
        '  permissions:',
        '    contents: write',
        '    pull-requests: write',
        '    id-token: write',
        "Pull requests from forks get neither the token nor secrets, so do not set azure-reconcile for them. If you cannot use GitHub's OIDC, set azure-client-secret or azure-client-certificate.",
    ].join('\n'));
}
/** For Graph. @see https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
async function requestAccessToken({ tenantId, clientId, credential, authority, graphUrl }, idToken, world) {
    const auth = {
        clientId,
        authority: `${authority}/${tenantId}`,
        // Without it MSAL asks the public cloud whether the host is one of Entra's.
        knownAuthorities: [new URL(authority).host],
        ...(credential.kind === 'secret' ? { clientSecret: credential.secret } : {}),
        ...(credential.kind === 'federated' ? { clientAssertion: idToken } : {}),
        ...(credential.kind === 'certificate' ? { clientCertificate: credential } : {}),
    };
    const result = await (0,service/* throughLibrary */.z9)((remember) => {
        const networkClient = {
            sendGetRequestAsync: (url, options) => remember(askEntra(world, 'GET', url, options)),
            sendPostRequestAsync: (url, options) => remember(askEntra(world, 'POST', url, options)),
        };
        const application = new dist/* ConfidentialClientApplication */.WR({ auth, system: { networkClient } });
        return application.acquireTokenByClientCredential({ scopes: [`${graphUrl}/.default`] });
    }).catch((error) => {
        // MSAL takes the types of an answer for granted.
        const isProgrammingError = error instanceof Error && /^(?:Type|Range|Syntax|URI)Error$/.test(error.name);
        throw isProgrammingError ? notEntra(authority) : error;
    });
    if (!isToken(result?.accessToken))
        throw new service/* AppRegistrationError */.bF(`${authority} returned no usable access token. Run again.`);
    world.mask(result.accessToken);
    return result.accessToken;
}
function notEntra(authority) {
    return new service/* ServiceError */._7(`${authority} gave an answer to the sign-in that is not Entra's.`);
}
/** A request of MSAL's over the action's own way out, with its proxy, its limits and its retries. */
async function askEntra({ fetch, mask }, method, url, { headers = {}, body = '' } = {}) {
    const assertion = new URLSearchParams(body).get('client_assertion');
    if (assertion)
        mask(assertion);
    const { answer, content = {} } = await (0,service/* exchange */.cv)(fetch, url, { method, headers, ...(body && { body }) });
    if (!answer.ok)
        throw new service/* SignInRefusedError */.jX((0,service/* entraErrorText */.oL)(content) ?? 'no reason given', answer.status);
    // MSAL puts an error that is no text into its own.
    const texts = [content['error'], content['error_description']];
    if (texts.some((text) => text !== undefined && typeof text !== 'string'))
        throw notEntra(new URL(url).origin);
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: content };
}
/** It goes into a header. */
function isToken(value) {
    return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}
/** The claims of a token that are text; the signature is the business of whom the token is for. */
function claimsOf(token) {
    const claims = (0,json/* jsonObject */.o)(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) ?? {};
    return Object.fromEntries(Object.entries(claims).filter((entry) => typeof entry[1] === 'string'));
}

;// CONCATENATED MODULE: ./build/entra/reconcile.js









/** Signs in, reads the app registration and decides; nothing is written yet. @throws AppRegistrationError */
async function planRegistration({ identity, signIn: requested, relyingParty, wanted }, world) {
    const { clientId } = requested;
    const { claims, accessToken, homeTenant } = await signIn(identity, clientId, world);
    const graph = connectGraph({ identity, clientId, claims }, accessToken, world);
    const registration = await graph.read();
    const plan = decideRegistration(registration, wanted);
    return {
        registration,
        plan,
        /** What the plan would change, for `azure-reconcile: check`. */
        drift: driftFindings(registration, plan),
        audit: audit(registration, requested, relyingParty, homeTenant),
        graph,
    };
}
/** One app registration in Microsoft Graph v1.0. Both throw AppRegistrationError, caused by a GraphError or a ServiceError. */
function connectGraph(circumstances, accessToken, { fetch, fetchOnce }) {
    const { identity, clientId } = circumstances;
    const request = (isWriting, work) => (0,service/* throughLibrary */.z9)((remember) => {
        const execute = async (context) => {
            const { method = 'GET', headers, body } = context.options ?? {};
            // Graph's client makes an address, and an object of headers. It uses the part of a response that an answer has.
            const answer = askGraph(isWriting ? fetchOnce : fetch, context.request, {
                method,
                headers: { ...headers, authorization: `Bearer ${accessToken}` },
                ...(body ? { body: String(body) } : {}),
            });
            context.response = (await remember(answer));
        };
        const baseUrl = `${identity.graphUrl}/`;
        return work(src/* Client */.Kj.initWithMiddleware({ middleware: { execute }, baseUrl }));
    }).catch((error) => {
        throw explainEntraError(error, circumstances, isWriting);
    });
    return {
        /** @see https://learn.microsoft.com/en-us/graph/api/application-get */
        read: () => request(false, async (client) => readRegistration(await client.api(`/applications(appId='${clientId}')`).select(SELECTED).get())),
        /** @see https://learn.microsoft.com/en-us/graph/api/application-update */
        update: (objectId, patch) => request(true, (client) => client.api(`/applications/${objectId}`).patch(patch)),
    };
}
/** @see https://learn.microsoft.com/en-us/graph/errors#json-representation */
async function askGraph(fetch, url, options) {
    const { answer, content } = await (0,service/* exchange */.cv)(fetch, url, options);
    const error = content?.['error'];
    if (answer.ok || typeof error?.message === 'string')
        return answer;
    const what = `${new URL(url).origin} answered with ${answer.status}, without a reason in the form that Graph uses.`;
    throw new service/* ServiceError */._7(what, answer.status);
}
/** How often the change is sent when Graph is not well. */
const MAX_ATTEMPTS = 3;
/** Seconds before each check whether a change has taken; Graph's copies agree a little later. */
const CHECK_PAUSES = [0, 1, 2, 4, 8];
/**
 * Writes what is missing, with one request, and checks that it has taken.
 * @throws AppRegistrationError; ProblemsError when it cannot be given what is wanted any more
 */
async function applyRegistration({ plan, graph }, request, world) {
    if (!plan.patch)
        return;
    await write(graph, request, world);
    await checkWritten(graph, request, world);
}
/**
 * Graph cannot compare while it writes, and its PATCH replaces the list of redirect URIs. So the registration is read and decided
 * on anew right before each attempt: what an administrator has added meanwhile stays, and an attempt whose answer was lost is
 * found to have taken, or not.
 */
async function write(graph, { signIn: { clientId }, wanted }, { changed, inDoubt, wait }) {
    let failure;
    for (let attempt = 1;; attempt++) {
        const registration = await graph.read();
        const { patch, problems } = decideRegistration(registration, wanted);
        if (!patch) {
            if (failure)
                changed();
            return;
        }
        inDoubt(false);
        (0,build_problems/* throwIfAny */.MI)(problems);
        if (attempt > MAX_ATTEMPTS)
            throw failure;
        inDoubt(true);
        try {
            await graph.update(registration.objectId, patch);
            changed();
            return;
        }
        catch (error) {
            const { cause } = error;
            // Only Graph itself can say that it did not do it, and what says that Graph is not well says nothing.
            inDoubt(!(cause instanceof src/* GraphError */.h9 && cause.statusCode >= 400 && cause.statusCode < 500));
            const seconds = secondsToRetry(cause, 2 ** (attempt - 1));
            if (seconds === undefined)
                throw error;
            failure = error;
            await wait(seconds, `the app registration of ${clientId} is updated again`);
        }
    }
}
/** Undefined when sending the change again is of no use. */
function secondsToRetry(failure, backoff) {
    if (failure instanceof src/* GraphError */.h9)
        return (0,network/* secondsAfter */._I)(failure.statusCode, failure.headers?.get('retry-after') ?? null, backoff);
    if (!(failure instanceof service/* ServiceError */._7))
        return undefined;
    return failure.cause ? backoff : (0,network/* secondsAfter */._I)(failure.status ?? 0, null, backoff);
}
async function checkWritten(graph, { signIn: { clientId }, wanted }, { wait }) {
    for (const seconds of CHECK_PAUSES) {
        await wait(seconds, `the next check of whether the app registration of ${clientId} has changed`);
        const registration = await graph.read().catch((error) => {
            // A copy that does not have the change may not have the application either.
            if (error.cause instanceof src/* GraphError */.h9 && error.cause.statusCode === 404)
                return undefined;
            throw error;
        });
        if (registration && !decideRegistration(registration, wanted).patch)
            return;
    }
    throw new service/* AppRegistrationError */.bF(`Graph accepted the change to the app registration of ${clientId}, but it is still not visible after ${CHECK_PAUSES.length} checks. Run again in a few minutes. A policy of the tenant may also have undone it.`);
}


/***/ }),

/***/ 9916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _7: () => (/* binding */ ServiceError),
/* harmony export */   bF: () => (/* binding */ AppRegistrationError),
/* harmony export */   cv: () => (/* binding */ exchange),
/* harmony export */   jX: () => (/* binding */ SignInRefusedError),
/* harmony export */   oL: () => (/* binding */ entraErrorText),
/* harmony export */   z9: () => (/* binding */ throughLibrary)
/* harmony export */ });
/* harmony import */ var _network_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9304);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5666);


/** Entra or Graph refused or could not be reached; the message says what to do. */
class AppRegistrationError extends Error {
    name = 'AppRegistrationError';
}
/** A service gave no answer; or it, or something between it and the runner, gave one that its description rules out. */
class ServiceError extends Error {
    name = 'ServiceError';
    /** Of the answer, where it is what is wrong. */
    status;
    /** @param cause why there was no answer */
    constructor(message, status, cause) {
        super(message, { cause });
        this.status = status;
    }
}
/** The message is Entra's own words, as {@link entraErrorText} gives them. */
class SignInRefusedError extends ServiceError {
    name = 'SignInRefusedError';
}
/**
 * Sends one request to Entra, to Graph or to the runner, whatever the status of the answer.
 * @returns the answer with its JSON; only one to a PATCH, with status 204, may have none
 * @throws ServiceError
 */
async function exchange(fetch, url, options) {
    const { origin } = new URL(url);
    // A redirect would take the credential to another place, perhaps past no_proxy and without TLS.
    const answer = await fetch(url, { ...options, redirect: 'manual' }).catch((error) => {
        throw new ServiceError(`${origin} did not answer: ${(0,_network_index_js__WEBPACK_IMPORTED_MODULE_0__/* .failureOf */ .g5)(error).reason}.`, undefined, error);
    });
    const { status } = answer;
    if (status >= 300 && status < 400) {
        const location = URL.parse(answer.headers.get('location') ?? '', url);
        throw new ServiceError(`${origin} redirects to ${location?.origin ?? 'another address'}.`, status);
    }
    const content = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_1__/* .jsonObject */ .o)(await answer.clone().text());
    if (!content && !(status === 204 && options.method === 'PATCH'))
        throw new ServiceError(`${origin} answered with ${status} and a body that is not JSON.`, status);
    return { answer, content };
}
/** Lets a library work. It replaces what a request failed with by an error of its own; here the first remembered one is thrown. */
async function throughLibrary(work) {
    let failure;
    const remember = (request) => request.catch((error) => {
        failure ??= error;
        throw error;
    });
    return work(remember).catch((error) => {
        throw failure ?? error;
    });
}
/**
 * What Entra says in an error answer, "AADSTS7000215: Invalid client secret provided. …", in one line without the request's IDs.
 * @returns its `error_description`, else its `error`; undefined when it has neither
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes#handling-error-codes-in-your-application
 */
function entraErrorText({ error_description: description, error }) {
    const text = typeof description === 'string' ? description : error;
    if (typeof text !== 'string')
        return undefined;
    return text
        .replaceAll(/\s+/g, ' ')
        .replace(/ ?(Trace ID|Correlation ID|Timestamp): .*$/, '')
        .trim();
}


/***/ })

};
