export const id = 871;
export const ids = [871];
export const modules = {

/***/ 2252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  askForPlugIns: () => (/* reexport */ askForPlugIns),
  certificateFindings: () => (/* reexport */ certificateFindings),
  liveFindings: () => (/* reexport */ liveFindings),
  observeServer: () => (/* reexport */ observeServer),
  plugInFindings: () => (/* reexport */ plugInFindings)
});

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: ./build/findings.js
var findings = __webpack_require__(3876);
// EXTERNAL MODULE: ./build/network/index.js + 6 modules
var network = __webpack_require__(9304);
;// CONCATENATED MODULE: ./build/connections-server/connection-failure.js

/** Alerts that are about a certificate of the client: it has shown none. */
const ABOUT_CERTIFICATE = /ALERT_(?:NO_CERTIFICATE|BAD_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA)$/;
/** Alerts that are about it when they come after the keys were agreed on: nothing else is left to refuse. */
const PERHAPS_ABOUT_CERTIFICATE = /ALERT_(?:HANDSHAKE_FAILURE|ACCESS_DENIED)$/;
/**
 * Whether a handshake failed because the client has no certificate. Node.js does not tell that one was asked for.
 * @param haveKeys client and server had agreed on keys, which is where a server without a common version or cipher never comes
 * @see https://www.rfc-editor.org/rfc/rfc8446#section-6.2
 */
function wantsCertificate(code, haveKeys) {
    return ABOUT_CERTIFICATE.test(code) || (haveKeys && PERHAPS_ABOUT_CERTIFICATE.test(code));
}
/** What nobody has to do where the phones have a certificate. */
const CLIENT_CERTIFICATE_CURE = 'If the phones have a client certificate, you need to do nothing: the apps present it together with OAuth since version 6.0.7. If they have none, do not require one at this address.';
/** Why there is no TLS connection. @param haveKeys the handshake went as far as the keys */
function connectionFailure(error, haveKeys) {
    const { kind, code: detail } = (0,network/* failureKind */.zU)(error);
    if (error instanceof network/* ProxyError */.T6)
        return { kind: 'proxy', detail: String(error.status ?? detail) };
    if (error instanceof Error && error.name === 'AbortError')
        return { kind: 'timeout', detail: '' };
    if (wantsCertificate(detail, haveKeys))
        return { kind: 'client certificate', detail };
    return { kind: detail.includes('NO_APPLICATION_PROTOCOL') ? 'http version' : kind, detail };
}
const CURES = {
    name: 'Check connections-url and the DNS of the runner. In a company network, set https_proxy for the job.',
    refused: "Check that the server runs and that the firewall lets the runner through, or use a runner in the server's network.",
    timeout: "Check that the firewall lets the runner through and that no proxy is needed, or use a runner in the server's network.",
    'http version': 'Enable HTTP/1.1 too where TLS ends.',
    broken: 'Check that this port serves TLS, and check the firewalls and proxies between the runner and the server.',
    proxy: 'Have the proxy allow it (407 means that it needs a user name and password, in the URL of https_proxy), or add the server to no_proxy.',
};
/** Nothing is known of the certificate. */
function unreachable({ failure: { kind, detail }, proxy }) {
    const code = detail && ` (${detail})`;
    if (kind === 'client certificate')
        return {
            id: 'MSSO053',
            what: `The server ends the handshake because the client has no certificate${code}, so the server's own certificate is unknown.`,
            cure: CLIENT_CERTIFICATE_CURE,
        };
    if (kind === 'tls' || kind === 'untrusted')
        return {
            id: 'MSSO051',
            what: `The server refuses a client that accepts TLS 1.0 and later${code}; phones accept less, so they cannot connect either.`,
            cure: 'Serve TLS 1.2 or 1.3 at this address with the usual ciphers.',
        };
    const what = `${reasonOf(kind, proxy)}${code}, so its certificate is unknown.`;
    return { id: 'MSSO040', what, cure: CURES[kind] };
}
function reasonOf(kind, proxy) {
    if (kind === 'proxy')
        return `The proxy "${proxy}" does not open a connection to it`;
    const through = proxy ? ` through the proxy "${proxy}"` : '';
    if (kind === 'http version')
        return `It speaks only HTTP/2, which phones support but this check does not${through}`;
    const { reason } = network/* FAILURES */.EM[kind];
    const stage = kind === 'broken' ? ' before TLS was set up' : '';
    return `${reason[0].toUpperCase()}${reason.slice(1)}${stage}${through}`;
}

;// CONCATENATED MODULE: ./build/connections-server/certificate-findings.js



/**
 * Why phones will not connect to the server, or soon will not any more. What follows from something else is not repeated.
 * @see https://support.apple.com/en-us/103769
 * @see https://developer.android.com/privacy-and-security/security-ssl
 */
function certificateFindings(observation, validity) {
    const where = observation.address.server;
    if (observation.kind === 'unreachable')
        return (0,findings/* findingsAt */.Gn)(where, [unreachable(observation)]);
    const { address, tls, proxy } = observation;
    const path = tls.path.map((position) => tls.chain[position]);
    const dates = path.map((certificate, index) => dateFault(certificate, index === 0, validity));
    return (0,findings/* findingsAt */.Gn)(where, [
        trustFault(tls, path.at(-1), proxy),
        nameFault(address, tls.chain[0]),
        ...dates,
        protocolFault(tls),
        ...path.map(keyFault),
        ...path.map(signatureFault),
        otherFault(tls, dates.some(Boolean)),
    ]);
}
const PUBLIC_CERTIFICATE = 'Install a certificate from a public authority, with its intermediate certificates, where TLS ends: on the server, or on the proxy in front of it.';
/** Nobody whom phones trust vouches for the server. @param last of the certificates that vouch for each other */
function trustFault({ trust, chain: [own] }, last, proxy) {
    if (trust === 'trusted')
        return undefined;
    const wanted = 'a public authority';
    if (trust === 'self-signed')
        return {
            id: 'MSSO041',
            what: `The certificate "${own.subject}" is self-signed. Phones trust only public authorities; a desktop browser may have it installed, or let people continue.`,
            cure: PUBLIC_CERTIFICATE,
            wanted,
            found: own.issuer,
        };
    const [uri] = last.caIssuers;
    const offered = uri ? ` (the authority offers it at "${uri}")` : '';
    // Without the certificate of the issuer both look alike. Public authorities log what they issue, private ones do not.
    if (trust === 'issuer missing' && own.isLogged)
        return {
            id: 'MSSO043',
            what: `The server does not send the certificate of "${last.issuer}", which signed "${last.subject}". Phones do not fetch it; a desktop browser does, or knows it from another site.`,
            cure: `Add that certificate${offered} after the server's own where TLS ends: in the key store of the web server, or in the chain file of the proxy in front of it.`,
            wanted: last.issuer,
        };
    const authority = last.isSelfSigned ? last.subject : last.issuer;
    const perhaps = last.isSelfSigned
        ? ''
        : ` If "${authority}" belongs to a public authority after all, the server does not send its certificate${offered}.`;
    const inspected = proxy
        ? ` It was read through the proxy "${proxy}": a proxy that inspects TLS shows its own certificate, and phones may see a different one.`
        : '';
    const otherRunner = proxy
        ? 'Add the server to no_proxy, or check from a runner that does not need this proxy. If the certificate stays the same: '
        : '';
    return {
        id: 'MSSO042',
        what: `"${authority}", which issued the certificate, is not a public authority. Phones trust only public authorities; the company's computers may have it installed, so their browsers do not complain.${perhaps}${inspected}`,
        cure: otherRunner + PUBLIC_CERTIFICATE,
        wanted,
        found: authority,
    };
}
const MAX_SHOWN_NAMES = 10;
/** The certificate is for another server. Its common name does not count: phones look at the alternative names only. */
function nameFault({ host }, { subject, subjectAltName }) {
    const certificate = { subject: {}, subjectaltname: subjectAltName };
    if (!(0,external_node_tls_.checkServerIdentity)(host, certificate))
        return undefined;
    // "DNS:a.example" is "a.example".
    const names = subjectAltName
        .split(', ')
        .filter(Boolean)
        .map((entry) => entry.slice(entry.indexOf(':') + 1).replaceAll('"', ''));
    const shown = names.slice(0, MAX_SHOWN_NAMES).map((name) => `"${name}"`);
    const more = names.length > MAX_SHOWN_NAMES ? ` and ${names.length - MAX_SHOWN_NAMES} more` : '';
    const what = names.length > 0
        ? `The certificate is for ${shown.join(', ')}${more}, not for "${host}".`
        : `The certificate "${subject}" has no subject alternative name; a name in its subject does not count.`;
    return {
        id: 'MSSO044',
        what: `${what} Phones refuse it; a desktop browser lets people continue.`,
        cure: `Get a certificate that has "${host}" among its subject alternative names, or set connections-url to the name that phones use.`,
        wanted: host,
        found: names.join(' '),
    };
}
const DAY = 86_400_000;
function dateFault(certificate, isOwn, { now, warningDays }) {
    const { subject, validFrom, validTo, isSelfSigned } = certificate;
    const intermediateCure = isSelfSigned
        ? 'Get a certificate from a current authority.'
        : "It is an intermediate certificate: where TLS ends, replace it with the authority's current one.";
    const cure = isOwn
        ? 'Renew it, and install the new one with its intermediate certificates where TLS ends.'
        : intermediateCure;
    const report = (id, date, verb, consequence) => {
        const found = date.toISOString();
        return {
            id,
            what: `The certificate "${subject}" ${verb} ${found.slice(0, 10)}${consequence}`,
            cure,
            found,
        };
    };
    const desktop = 'a desktop browser lets people continue.';
    if (validTo < now)
        return report('MSSO045', validTo, 'expired on', `. Phones refuse it; ${desktop}`);
    if (validFrom > now)
        return report('MSSO046', validFrom, 'is not valid before', `. Phones refuse it until then; ${desktop}`);
    const daysLeft = Math.floor((validTo.getTime() - now.getTime()) / DAY);
    // Dates that cannot be read are neither; OpenSSL has an error of its own for them.
    if (!(daysLeft < warningDays))
        return undefined;
    const left = ['in less than a day', 'in 1 day'][daysLeft] ?? `in ${daysLeft} days`;
    return report('MSSO047', validTo, 'expires on', `, ${left}; after that, phones refuse it.`);
}
function protocolFault({ protocol }) {
    if (/^TLSv1\.[2-9]$/.test(protocol))
        return undefined;
    return {
        id: 'MSSO048',
        what: `The newest version that the server accepts is ${protocol}. Apps on iOS and current ones on Android need TLS 1.2 or later; an old desktop browser may accept less.`,
        cure: 'Enable TLS 1.2 and 1.3 where TLS ends: in the SSL settings of the web server, or on the proxy in front of it.',
        wanted: 'TLSv1.2',
        found: protocol,
    };
}
/** Bits below which iOS and iPadOS refuse a key. @see https://support.apple.com/en-us/103769 */
const MIN_KEY_BITS = { rsa: 2048, 'rsa-pss': 2048, ec: 256 };
function keyFault({ subject, key: { type, bits } }) {
    const minimum = MIN_KEY_BITS[type];
    if (minimum === undefined || bits === undefined || bits >= minimum)
        return undefined;
    return {
        id: 'MSSO049',
        what: `The ${type.toUpperCase()} key of the certificate "${subject}" has ${bits} bits. iOS refuses fewer than ${minimum}; an old desktop browser may not.`,
        cure: 'Get a certificate for a new key: RSA with 2048 bits or more, or ECDSA with 256.',
        wanted: String(minimum),
        found: String(bits),
    };
}
/** @see https://www.rfc-editor.org/rfc/rfc8017#appendix-A.2.4 */
const WEAK_SIGNATURES = {
    '1.2.840.113549.1.1.2': 'MD2',
    '1.2.840.113549.1.1.4': 'MD5',
    '1.2.840.113549.1.1.5': 'SHA-1',
    '1.2.840.10040.4.3': 'SHA-1',
    '1.2.840.10045.4.1': 'SHA-1',
};
/** A certificate that vouches for itself is not believed because of its signature, so that one does not matter. */
function signatureFault({ subject, signatureAlgorithm, isSelfSigned }) {
    const hash = WEAK_SIGNATURES[signatureAlgorithm];
    if (!hash || isSelfSigned)
        return undefined;
    return {
        id: 'MSSO050',
        what: `The certificate "${subject}" is signed with ${hash}. iOS and Android refuse it; browsers on the company's computers may be configured to accept it.`,
        cure: 'Have the authority issue a new certificate, signed with SHA-256.',
        wanted: 'SHA-256',
        found: hash,
    };
}
/** What OpenSSL has against the certificate beside what the other faults say. */
function otherFault({ trust, authorizationError: code, path, chain }, isDated) {
    const isDate = code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID';
    const isWrongWay = code === 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' || code === 'SELF_SIGNED_CERT_IN_CHAIN';
    // It took another of the certificates that were sent, and does not turn back; phones do.
    const isExplained = (isDate && isDated) || (isWrongWay && path.length < chain.length);
    if (!code || trust !== 'trusted' || isExplained)
        return undefined;
    return {
        id: 'MSSO052',
        what: `The certificate "${chain[0].subject}" comes from a public authority but fails verification (${code}); phones refuse it too.`,
        cure: 'Have the authority issue a certificate for a TLS server, and install it with its intermediate certificates.',
        found: code,
    };
}

// EXTERNAL MODULE: ./build/desired-state/index.js + 14 modules
var desired_state = __webpack_require__(4558);
// EXTERNAL MODULE: ./build/text/truncate.js
var truncate = __webpack_require__(3770);
// EXTERNAL MODULE: ./build/text/json.js
var text_json = __webpack_require__(5666);
;// CONCATENATED MODULE: ./build/connections-server/answer.js


/** The JSON that everybody may read at an address, or why nobody can. */
function readAnswer(question, live) {
    if (isCertificateMissed(live)) {
        const what = 'It requires a client certificate, so the settings of the server are unknown.';
        return { kind: 'client certificate', what, found: 'client certificate' };
    }
    if (live.kind === 'none')
        return noAnswer(live, question.content);
    const { status, contentType, body } = live;
    const found = String(status);
    if (status >= 300 && status < 400)
        return redirect(live, question);
    if (status === 401 || status === 403 || status === 407)
        return { kind: 'sign-in', what: `It answers with ${status}, so it requires authentication.`, found };
    if (status !== 200)
        return { kind: status === 404 ? 'missing' : 'failing', what: `It answers with ${status}.`, found };
    const json = (0,text_json/* jsonObject */.o)(body);
    if (/\bx?html\b/i.test(contentType) ? !json : body.trimStart().startsWith('<')) {
        const what = 'It answers with a web page, probably a sign-in, instead of JSON.';
        return { kind: 'web page', what, found: contentType || 'HTML' };
    }
    if (json)
        return { json };
    const seen = body.trim() ? 'something that is not a JSON object' : 'an empty body';
    return { kind: 'no JSON', what: `It answers with ${seen}.`, found: contentType || 'no content type' };
}
function noAnswer({ reason, detail }, content) {
    const reasons = {
        timeout: 'The connection was made, but no complete answer arrived in time',
        broken: 'The connection broke before the answer was complete',
        'too large': `The answer is longer than 1 MB, so it is not ${content}`,
    };
    return { kind: reason, what: `${reasons[reason]}${detail && ` (${detail})`}.`, found: reason };
}
function redirect({ status, location }, { url, who }) {
    const target = location === undefined ? undefined : (URL.parse(location, url) ?? undefined);
    const shown = target && shownAddress(target);
    const to = shown ? `to "${shown}"` : 'elsewhere, without saying where';
    const what = `It answers with ${status} and sends ${who} ${to}.`;
    return { kind: 'redirect', what, found: shown || String(status), target };
}
/** Host and path. Its query, and parameters in its path, may hold a session. */
function shownAddress({ host, pathname }) {
    return host + pathname.replace(/;.*/, '');
}
/** What nginx, Apache and IIS write where TLS went well and the certificate is missed afterwards. */
const CERTIFICATE_PAGE = /no required SSL certificate|client certificate|post-handshake authentication/i;
/** In TLS 1.3, and where it is asked for one address only, a client certificate is missed after the handshake. */
function isCertificateMissed(live) {
    if (live.kind === 'none')
        return wantsCertificate(live.detail, true);
    return [400, 401, 403].includes(live.status) && CERTIFICATE_PAGE.test(live.body);
}

// EXTERNAL MODULE: ./build/text/white-space.js
var white_space = __webpack_require__(900);
;// CONCATENATED MODULE: ./build/connections-server/reported-values.js

const SECTION = 'SecuritySettings';
/** Too common a name to count elsewhere than inside of the section. */
const ENABLED = `${SECTION}/@enabled`;
/** One value in the file, of several words; in JSON they may be a list. */
const WORDS = 'OAuthScopes';
/** Settings that the server may report and the file holds. */
const REPORTABLE = new Set([
    ENABLED,
    `${SECTION}/AuthType`,
    `${SECTION}/OAuthAuthorizationURL`,
    `${SECTION}/OAuthTokenURL`,
    `${SECTION}/OAuthClientId`,
    `${SECTION}/${WORDS}`,
    `${SECTION}/OAuthAuthorizationURL_Parameters`,
]);
function isReportable(setting) {
    return REPORTABLE.has(setting);
}
/** Values of a hostile answer that are looked at. */
const MAX_VALUES = 100_000;
/**
 * Looks the known names up wherever they are, because their places in the JSON are not documented: as keys, or as
 * `{"name": …, "value": …}`. No recursion: JSON may be deep.
 * @returns the values by the path in mobile-config.xml ("SecuritySettings/AuthType"), without surrounding white space, each once;
 * isComplete is false when the answer holds more than is looked at
 */
function reportedValues(json) {
    const values = new Map();
    // The name is the key of the object that holds a value, the section that of the object around it; lists hand both on.
    const open = [{ value: json, name: '', section: '' }];
    let seen = 0;
    for (let placed = open.pop(); placed; placed = open.pop()) {
        seen += 1;
        if (seen > MAX_VALUES)
            return { values, isComplete: false };
        const { name, section } = placed;
        const value = name === WORDS ? joined(placed.value) : placed.value;
        const setting = settingOf(name, section);
        // Null is no value.
        if (setting && ['string', 'number', 'boolean'].includes(typeof value))
            values.set(setting, (values.get(setting) ?? new Set()).add((0,white_space/* trimXml */.On)(String(value))));
        if (Array.isArray(value))
            for (const each of value)
                open.push({ value: each, name, section });
        else if (typeof value === 'object' && value !== null) {
            for (const [key, each] of Object.entries(value))
                open.push({ value: each, name: key, section: name });
            const pair = value;
            if (typeof pair.name === 'string')
                open.push({ value: pair.value, name: pair.name, section: name });
        }
    }
    return { values, isComplete: true };
}
function joined(value) {
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.join(' ') : value;
}
function settingOf(name, section) {
    const setting = name === 'enabled' ? ENABLED : `${SECTION}/${name}`;
    return isReportable(setting) && (setting !== ENABLED || section === SECTION) ? setting : undefined;
}

;// CONCATENATED MODULE: ./build/connections-server/live-findings.js






/**
 * What keeps the apps from learning how to sign in, and where the running server differs from what is wanted.
 * @param wanted every wanted setting; those that the server never reports are passed over
 * @param repositoryIsAsWanted the file in the repository holds the wanted values already; undefined where that is not known
 * @param provider the OIDC provider that intercepts the apps, where it is known
 * @returns nothing where there is no connection: then the certificate's findings say why
 */
function liveFindings(observation, wanted, repositoryIsAsWanted, provider) {
    if (observation.kind === 'unreachable')
        return [];
    const where = observation.address.securityConfigurationUrl;
    const answer = readAnswer({ url: where, who: 'the apps', content: 'the settings' }, observation.live);
    const faults = 'json' in answer
        ? settingFaults(answer.json, wanted, EXPLANATIONS[`${repositoryIsAsWanted}`])
        : [answerFault(answer, where, provider)];
    return (0,findings/* findingsAt */.Gn)(where, faults);
}
const STEPS = 'the file in with wsadmin, synchronise all nodes completely and restart the Mobile application';
/** Why the server may have another value, and what to do: by whether the repository has the wanted one. */
const EXPLANATIONS = {
    true: {
        why: 'The repository is right, but the server still has the old value: the check-in, the full synchronisation or the restart of Mobile is missing.',
        cure: `Check ${STEPS}; one of these steps is missing.`,
    },
    false: {
        why: 'The repository is not up to date yet, so merge first.',
        cure: `Merge the pull request with the new values, then check ${STEPS}.`,
    },
    undefined: {
        why: 'Whether the repository is up to date is unknown.',
        cure: 'Solve what makes this run fail, then run again: the next run says which step is missing.',
    },
};
function settingFaults(json, wanted, explanation) {
    const { values, isComplete } = reportedValues(json);
    const cutNote = isComplete ? '' : ' The answer is longer than the part that was read.';
    // An error in JSON, or a version with other names: a check that has seen nothing must not look like one that found all well.
    if (values.size === 0) {
        const what = `The answer is JSON but has none of the settings, so the settings of the server are unknown.${cutNote}`;
        const cure = 'Open the address in a browser. If it shows an error, check the Mobile application and the proxies in front of it; otherwise, sign in with a phone to be sure.';
        return [{ id: 'MSSO070', what, cure }];
    }
    const settings = wanted.filter((setting) => isReportable((0,desired_state/* settingName */.QX)(setting)));
    const missing = settings.map(desired_state/* settingName */.QX).filter((name) => !values.has(name));
    const unreported = {
        id: 'MSSO069',
        what: `The server does not report ${missing.join(', ')}, so whether it has the right values is unknown.${cutNote}`,
        cure: 'If your version of Connections does not report them, you need to do nothing; sign in with a phone to be sure.',
        wanted: missing.join(' '),
    };
    return [
        ...settings.map((setting) => difference(setting, values.get((0,desired_state/* settingName */.QX)(setting)), explanation)),
        missing.length > 0 ? unreported : undefined,
    ];
}
const MAX_SHOWN_CHARACTERS = 300;
const MAX_SHOWN_VALUES = 3;
function difference(setting, values = new Set(), { why, cure }) {
    const reported = [...values];
    const others = reported.filter((value) => !(0,desired_state/* isSameValue */.am)(setting, value));
    if (others.length === 0)
        return undefined;
    const name = (0,desired_state/* settingName */.QX)(setting);
    const shown = reported.slice(0, MAX_SHOWN_VALUES).map((value) => (0,truncate/* truncate */.x)(value, MAX_SHOWN_CHARACTERS));
    const more = reported.length > MAX_SHOWN_VALUES ? [`${reported.length - MAX_SHOWN_VALUES} more`] : [];
    const list = [...shown.map((value) => `"${value}"`), ...more].join(' and ');
    const isOneOfThem = others.length < reported.length;
    const several = reported.length > 1 ? ', which are several values' : '';
    const what = isOneOfThem
        ? `${name} is ${list} on the server; only one of these is right. ${why}`
        : `${name} is ${list} on the server${several}; it should be "${setting.value}". ${why}`;
    const id = isOneOfThem ? 'MSSO068' : 'MSSO067';
    return { id, what, cure, wanted: setting.value, found: shown.join(' | ') };
}
const MOBILE_RUNS = 'Check that the Mobile application is installed and started, and read its SystemOut.log.';
/** What to do about an answer that tells nothing. @see https://www.ibm.com/docs/en/was-nd/8.5.5?topic=realm-security-custom-properties */
function answerFault({ kind, target, what, found }, where, provider) {
    const property = provider
        ? `${provider}.excludedPathFilter`
        : 'excludedPathFilter of the provider whose interceptedPathFilter has "/mobile/.*"';
    // The rule that most of the faults break.
    const letThrough = `The apps call this address before anybody has signed in, so it must answer without authentication. Add "/mobile/homepage/SecurityConfiguration" to ${property}: if com.ibm.websphere.security.performTAIForUnprotectedURI is true, the interceptor requires a sign-in for everything else. Also let it through on every proxy in front of WebSphere.`;
    const isMoved = target && shownAddress(target).endsWith(new URL(where).pathname);
    const moved = 'Use the address that it redirects to in connections-url and on the phones.';
    const forward = 'Check connections-url, and check that the proxy forwards /mobile.';
    const open = 'Open the address in a browser and see what answers; a proxy may change or truncate the answer.';
    const load = 'Check the load of the server and the proxies in front of it.';
    const again = 'Run again; if it happens again, check the proxies in front of the server.';
    const faults = {
        redirect: ['MSSO060', isMoved ? moved : letThrough],
        'sign-in': ['MSSO061', letThrough],
        missing: ['MSSO062', `${forward} ${MOBILE_RUNS}`],
        failing: ['MSSO063', MOBILE_RUNS],
        'web page': ['MSSO064', letThrough],
        'no JSON': ['MSSO065', `${open} ${MOBILE_RUNS}`],
        timeout: ['MSSO066', `${load} ${MOBILE_RUNS}`],
        broken: ['MSSO066', `${again} ${MOBILE_RUNS}`],
        'too large': ['MSSO066', letThrough],
        'client certificate': ['MSSO072', `${CLIENT_CERTIFICATE_CURE} Sign in with a phone to be sure.`],
    };
    const [id, cure] = faults[kind];
    return { id, what, cure, found };
}
/**
 * What keeps the desktop plug-ins from learning how to sign in. The vendor has the web server redirect what they ask to the provider's
 * discovery document; the redirect is looked at, and not followed.
 * @param url what they ask before anybody has signed in
 * @param arePlugInsWanted whether the sign-in is set up for them; else it is a note
 * @see https://github.com/HCL-TECH-SOFTWARE/connections-doc/blob/03afb68e2110bf0e7d29392cbb38032f94a82490/v8-cr13/admin/secure/t_azure_config_conn_oidc.md
 */
function plugInFindings(url, live, { signIn, arePlugInsWanted }) {
    const origin = (0,desired_state/* tokenOrigin */.Qd)(signIn);
    const answer = readAnswer({ url, who: 'the desktop plug-ins', content: 'a discovery document' }, live);
    const fault = 'json' in answer ? documentFault(answer.json) : answer;
    if (!fault || fault.kind === 'client certificate')
        return [];
    const { target, what, found } = fault;
    const discovery = origin?.discovery ?? url;
    if (target?.protocol === 'https:' && target.href !== url && (0,desired_state/* isSameAddress */.Lb)(discovery, target))
        return [];
    const document = origin ? ` "${origin.discovery}"` : " and the address of the provider's discovery document";
    const cure = `If you use desktop plug-ins, add Redirect "/.well-known/openid-configuration"${document} to the configuration of the web server, and let the address through without a sign-in on every proxy in front of it.`;
    return (0,findings/* findingsAt */.Gn)(url, [{ id: arePlugInsWanted ? 'MSSO133' : 'MSSO132', what, cure, found }]);
}
/** @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
function documentFault(json) {
    const endpoints = [json['authorization_endpoint'], json['token_endpoint']];
    if (endpoints.every((endpoint) => typeof endpoint === 'string'))
        return undefined;
    const what = 'It answers with JSON that is not an OpenID Connect discovery document.';
    return { kind: 'no JSON', what, found: 'JSON' };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./build/connections-server/certificate-facts.js

/** DER of 1.3.6.1.4.1.11129.2.4.2, the extension that holds the timestamps; Node.js does not show extensions. */
const TIMESTAMPS = Buffer.from('060a2b06010401d679020402', 'hex');
/** @see https://nodejs.org/api/crypto.html#class-x509certificate */
function certificateFacts(certificate) {
    const inOneLine = (distinguishedName = '') => distinguishedName.replaceAll('\n', ', ');
    const offers = certificate.infoAccess?.matchAll(/^CA Issuers - URI:(\S+)$/gm) ?? [];
    return {
        /** Distinguished name in one line: "C=US, O=Example, CN=Example Issuing CA". */
        subject: inOneLine(certificate.subject),
        issuer: inOneLine(certificate.issuer),
        validFrom: new Date(certificate.validFrom),
        validTo: new Date(certificate.validTo),
        /** As Node.js writes it: "DNS:a.example, IP Address:127.0.0.1"; empty without the extension. */
        subjectAltName: certificate.subjectAltName ?? '',
        key: keyOf(certificate),
        /** Object identifier; empty where Node.js does not tell it, as versions before 24.9. */
        signatureAlgorithm: certificate.signatureAlgorithmOid ?? '',
        /** Where the authority offers the certificate that signed this one. */
        caIssuers: Array.from(offers, ([, uri]) => uri),
        isSelfSigned: isSelfSigned(certificate),
        /** It holds timestamps of Certificate Transparency logs. Public authorities log what they issue, private ones do not. */
        isLogged: certificate.raw.includes(TIMESTAMPS),
    };
}
/** Bits of the modulus, or of the order of the curve; undefined for keys that have one size only. */
function keyOf(certificate) {
    try {
        const { bits } = certificate.toLegacyObject();
        return { type: certificate.publicKey.asymmetricKeyType ?? 'unknown', bits };
    }
    catch {
        return { type: 'unknown', bits: undefined };
    }
}
/** Whether the names, the extensions and the signature say that one has signed the other. The dates are not looked at. */
function isIssuedBy(certificate, issuer) {
    return certificate.checkIssued(issuer) && isSignedBy(certificate, issuer);
}
/** A server's own certificate has no extension that lets it sign others, so only name and signature count. */
function isSelfSigned(certificate) {
    return certificate.subject === certificate.issuer && isSignedBy(certificate, certificate);
}
function isSignedBy(certificate, issuer) {
    try {
        return certificate.verify(issuer.publicKey);
    }
    catch {
        // A key or a signature of a kind that OpenSSL does not know.
        return false;
    }
}
/**
 * Follows the signatures from the server's own certificate up. OpenSSL does that as well but tells one error only, the last:
 * a certificate that is expired and from an unknown authority is "expired" to it. Authorities are renewed and vouch for each other
 * under the same name and key, so a way that ends nowhere does not mean that there is none, and of two the later one counts.
 * @param chain what the server sent, its own first
 * @param roots PEM
 */
function trustOf(chain, roots) {
    const anchors = roots.map((root) => new external_node_crypto_.X509Certificate(root));
    const seen = new Set([0]);
    const latestFirst = [...chain.keys()].toSorted((a, b) => expiryOf(chain[b]) - expiryOf(chain[a]) || a - b);
    const climb = (path) => {
        const last = chain[path.at(-1)];
        const isAnchored = (root) => root.raw.equals(last.raw) || isIssuedBy(last, root);
        if (anchors.some(isAnchored))
            return { trust: 'trusted', path };
        if (isSelfSigned(last))
            return { trust: path.length === 1 ? 'self-signed' : 'unknown root', path };
        let first;
        for (const next of latestFirst) {
            if (seen.has(next) || !isIssuedBy(last, chain[next]))
                continue;
            seen.add(next);
            const found = climb([...path, next]);
            if (found.trust === 'trusted')
                return found;
            first ??= found;
        }
        return first ?? { trust: 'issuer missing', path };
    };
    return climb([0]);
}
/** Zero where the certificate holds no date. */
function expiryOf({ validTo }) {
    return Date.parse(validTo) || 0;
}

;// CONCATENATED MODULE: ./build/connections-server/observation.js
/**
 * @param connectionsUrl an https URL; a path in it is where Connections lives behind the proxy
 * @throws TypeError when it is no URL
 */
function serverAddress(connectionsUrl) {
    const { hostname, host, port, pathname } = new URL(connectionsUrl);
    const base = `https://${host}${pathname.replace(/(?<!\/)\/+$/, '')}`;
    return {
        /** Name or IP address, without the brackets of IPv6. */
        host: hostname.replace(/^\[(.*)\]$/, '$1'),
        port: Number(port || 443),
        /** "host:port", for people and for proxies. */
        server: `${hostname}:${port || 443}`,
        /** What the apps ask before anybody has signed in; `debug` makes the answer readable. */
        securityConfigurationUrl: `${base}/mobile/homepage/SecurityConfiguration?debug=true`,
        /** What the desktop plug-ins ask, also before anybody has signed in. */
        openidConfigurationUrl: `${base}/.well-known/openid-configuration`,
    };
}

;// CONCATENATED MODULE: ./build/connections-server/observe.js










/**
 * Looks at a server as a phone would, over one connection: its certificate and TLS, then what it tells everybody.
 * Goes through the proxy that `https_proxy`, `HTTPS_PROXY` and `no_proxy` name. What fails is part of what comes back.
 * @param asked which of its addresses
 * @throws TypeError when the URL is not valid
 */
async function observeServer({ url, roots, environment, timeoutSeconds = network/* REQUEST_TIMEOUT */._h }, asked = 'securityConfigurationUrl') {
    const address = serverAddress(url);
    const proxy = (0,network/* proxyFor */.iJ)(url, environment);
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    const opened = [];
    let haveKeys = false;
    try {
        const tunnel = proxy && (await (0,network/* openTunnel */.X)(proxy, address.server, signal));
        if (tunnel)
            opened.push(tunnel);
        const socket = shakeHands(address, tunnel, roots);
        opened.push(socket);
        socket.once('keylog', () => {
            haveKeys = true;
        });
        await (0,external_node_events_.once)(socket, 'secureConnect', { signal });
        const tls = observeTls(socket, roots);
        // Also where the certificate is bad: nothing secret is sent, and whoever mends the certificate wants to know the rest too.
        const live = await askAnonymously(socket, address[asked], timeoutSeconds);
        return { kind: 'connected', address, tls, proxy: proxy?.host, live };
    }
    catch (error) {
        return { kind: 'unreachable', address, failure: connectionFailure(error, haveKeys), proxy: proxy?.host };
    }
    finally {
        for (const socket of opened)
            socket.destroy();
    }
}
/** The answer to what the desktop plug-ins ask, over a connection of its own. @throws TypeError when the URL is not valid */
async function askForPlugIns(server) {
    const observation = await observeServer(server, 'openidConfigurationUrl');
    return observation.kind === 'connected'
        ? observation.live
        : { kind: 'none', reason: 'broken', detail: observation.failure.detail };
}
/**
 * OpenSSL leaves out weak keys, hashes and versions by itself, and then there is nothing to look at: here it must not.
 * Naming no suite of TLS 1.3 would switch that version off.
 * @see https://docs.openssl.org/3.0/man3/SSL_CTX_set_security_level/
 */
const CIPHERS = 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:DEFAULT@SECLEVEL=0';
function shakeHands({ host, port }, tunnel, roots) {
    const socket = (0,external_node_tls_.connect)({
        ...(tunnel ? { socket: tunnel } : { host, port }),
        // An IP address must not be sent as a name: RFC 6066, section 3.
        ...((0,external_node_net_.isIP)(host) ? {} : { servername: host }),
        ca: [...roots],
        // Bad certificates are what is looked for. Nothing that is received here is believed, nor is anything secret sent.
        rejectUnauthorized: false,
        // The name is compared later, so that it does not hide what else is wrong.
        checkServerIdentity: () => undefined,
        minVersion: 'TLSv1',
        ciphers: CIPHERS,
        // OpenSSL leaves servers alone that do not know RFC 5746; the TLS of phones does not.
        secureOptions: external_node_crypto_.constants.SSL_OP_LEGACY_SERVER_CONNECT,
        ALPNProtocols: ['http/1.1'],
    });
    // What fails once nobody waits any more is no news.
    socket.on('error', () => { });
    return socket;
}
function observeTls(socket, roots) {
    const chain = sentChain(socket);
    const [own, ...others] = chain;
    return {
        protocol: socket.getProtocol() ?? '',
        authorizationError: socket.authorizationError ? String(socket.authorizationError) : undefined,
        chain: [certificateFacts(own), ...others.map(certificateFacts)],
        ...trustOf(chain, roots),
    };
}
/** Certificates that are looked at; real servers send two to four. */
const MAX_CHAIN = 10;
/**
 * The certificates that came over the wire. `getPeerCertificate(true)` adds what it finds among the roots, which hides that
 * one is missing; this one does not, but takes the list out of the connection: it can be read once.
 * @see https://nodejs.org/api/tls.html#tlssocketgetpeerx509certificate
 */
function sentChain(socket) {
    const own = socket.getPeerX509Certificate();
    if (!own)
        throw new Error('the server sent no certificate');
    const chain = [own];
    for (let next = own.issuerCertificate; next && chain.length < MAX_CHAIN; next = next.issuerCertificate)
        chain.push(next);
    return chain;
}
/** Bytes of an answer that are read, once it is unpacked; the settings are some hundred. */
const MAX_BODY = 1_000_000;
/** Refusals whose page may say that a client certificate is missed. */
const REASONED = [400, 401, 403];
/** Asks as one who has not signed in: no cookie, no token, no redirect followed. Never throws; the connection cannot be used again. */
async function askAnonymously(socket, url, timeoutSeconds) {
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    try {
        const answer = await send(socket, url, signal);
        const { statusCode: status = 0, headers } = answer;
        const read = async () => (await (0,network/* wholeBody */.g3)((0,external_node_stream_.addAbortSignal)(signal, answer), url, MAX_BODY)).toString();
        // Any other status says enough, and what is wrong with the page that comes along would hide it.
        const page = REASONED.includes(status) ? await read().catch(() => '') : '';
        const body = status === 200 ? await read() : page;
        const contentType = headers['content-type'] ?? '';
        return { kind: 'answer', status, location: headers.location, contentType, body };
    }
    catch (error) {
        if (signal.aborted)
            return { kind: 'none', reason: 'timeout', detail: '' };
        if (error instanceof network/* AnswerTooLargeError */.Oc)
            return { kind: 'none', reason: 'too large', detail: '' };
        return { kind: 'none', reason: 'broken', detail: (0,network/* failureKind */.zU)(error).code };
    }
}
async function send(socket, url, signal) {
    const outgoing = (0,external_node_https_.request)(url, {
        createConnection: () => socket,
        headers: {
            // Node.js takes the port of a connection that it did not open for 80.
            host: new URL(url).host,
            accept: 'application/json',
            'accept-encoding': 'identity',
            // Web application firewalls refuse those who do not say what they are.
            'user-agent': 'mobile-sso-config',
        },
    });
    // What fails once nobody waits any more is no news.
    outgoing.on('error', () => { });
    outgoing.end();
    const [answer] = (await (0,external_node_events_.once)(outgoing, 'response', { signal }));
    return answer;
}

;// CONCATENATED MODULE: ./build/connections-server/index.js





/***/ })

};
