export const id = 685;
export const ids = [685];
export const modules = {

/***/ 5685:
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

// EXTERNAL MODULE: ./build/findings.js
var build_findings = __webpack_require__(3876);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
;// CONCATENATED MODULE: ./build/connections-server/trust-findings.js


const PUBLIC_CERTIFICATE = 'Install a certificate from a public authority, with its intermediate certificates, where TLS ends: on the server, or on the proxy in front of it.';
/**
 * Nobody whom phones trust vouches for the server.
 * @param proxy "host:port" of the proxy that the certificate came through
 */
function trustFindings(where, { trust, chain, path }, proxy) {
    if (trust === 'trusted')
        return [];
    const [own] = chain;
    const last = chain[path.at(-1)];
    if (trust === 'self-signed')
        return [selfSigned(where, own)];
    // Without the certificate of the issuer both look alike. Public authorities log what they issue, private ones do not.
    return trust === 'issuer missing' && own.isLogged
        ? [missingIntermediate(where, last)]
        : [unknownAuthority(where, last, proxy)];
}
function selfSigned(where, { subject, issuer }) {
    return (0,build_findings/* finding */.gk)('MSSO041', {
        where,
        what: `The certificate "${subject}" is self-signed. Phones trust only public authorities; a desktop browser may have it installed, or let people continue.`,
        cure: PUBLIC_CERTIFICATE,
        wanted: 'a public authority',
        found: issuer,
    });
}
function unknownAuthority(where, last, proxy) {
    const isRoot = last.isSelfSigned;
    const authority = isRoot ? last.subject : last.issuer;
    const perhaps = isRoot
        ? ''
        : ` If "${authority}" belongs to a public authority after all, the server does not send its certificate${offeredAt(last)}.`;
    const inspected = proxy
        ? ` It was read through the proxy "${proxy}": a proxy that inspects TLS shows its own certificate, and phones may see a different one.`
        : '';
    return (0,build_findings/* finding */.gk)('MSSO042', {
        where,
        what: `"${authority}", which issued the certificate, is not a public authority. Phones trust only public authorities; the company's computers may have it installed, so their browsers do not complain.${perhaps}${inspected}`,
        cure: proxy
            ? `Add the server to no_proxy, or check from a runner that does not need this proxy. If the certificate stays the same: ${PUBLIC_CERTIFICATE}`
            : PUBLIC_CERTIFICATE,
        wanted: 'a public authority',
        found: authority,
    });
}
function missingIntermediate(where, last) {
    return (0,build_findings/* finding */.gk)('MSSO043', {
        where,
        what: `The server does not send the certificate of "${last.issuer}", which signed "${last.subject}". Phones do not fetch it; a desktop browser does, or knows it from another site.`,
        cure: `Add that certificate${offeredAt(last)} after the server's own where TLS ends: in the key store of the web server, or in the chain file of the proxy in front of it.`,
        wanted: last.issuer,
    });
}
function offeredAt({ caIssuers: [uri] }) {
    return uri ? ` (the authority offers it at "${uri}")` : '';
}
/** Names that are shown. */
const MAX_NAMES = 10;
/** The certificate is for another server. Its common name does not count: phones look at the alternative names only. */
function nameFindings({ host, server }, { chain: [own] }) {
    const names = { subject: {}, subjectaltname: own.subjectAltName };
    if (!(0,external_node_tls_.checkServerIdentity)(host, names))
        return [];
    const found = own.subjectAltName ? own.subjectAltName.split(', ').map(nameOf) : [];
    const shown = found.slice(0, MAX_NAMES).map((name) => `"${name}"`);
    const more = found.length > MAX_NAMES ? ` and ${found.length - MAX_NAMES} more` : '';
    const what = found.length > 0
        ? `The certificate is for ${shown.join(', ')}${more}, not for "${host}".`
        : `The certificate "${own.subject}" has no subject alternative name; a name in its subject does not count.`;
    return [
        (0,build_findings/* finding */.gk)('MSSO044', {
            where: server,
            what: `${what} Phones refuse it; a desktop browser lets people continue.`,
            cure: `Get a certificate that has "${host}" among its subject alternative names, or set connections-url to the name that phones use.`,
            wanted: host,
            found: found.join(' '),
        }),
    ];
}
/** "DNS:a.example" is "a.example". */
function nameOf(entry) {
    return entry.slice(entry.indexOf(':') + 1).replaceAll('"', '');
}

// EXTERNAL MODULE: ./build/network/index.js + 9 modules
var network = __webpack_require__(8227);
// EXTERNAL MODULE: ./build/text/json.js
var text_json = __webpack_require__(5666);
;// CONCATENATED MODULE: ./build/connections-server/answer.js

/** The JSON that everybody may read at an address, or why nobody can. */
function readAnswer({ url, who, content }, live) {
    if (wantsCertificateInAnswer(live))
        return {
            kind: 'client certificate',
            what: 'It requires a client certificate, so the settings of the server are unknown.',
            found: 'client certificate',
        };
    if (live.kind === 'none') {
        const { reason, detail } = live;
        const what = `${REASONS[reason](content)}${detail && ` (${detail})`}.`;
        return { kind: reason, what, found: reason };
    }
    const { status } = live;
    const found = String(status);
    if (status >= 300 && status < 400)
        return redirect(live, url, who);
    if (status === 401 || status === 403 || status === 407)
        return { kind: 'sign-in', what: `It answers with ${status}, so it requires authentication.`, found };
    if (status === 404)
        return { kind: 'missing', what: 'It answers with 404.', found };
    if (status !== 200)
        return { kind: 'failing', what: `It answers with ${status}.`, found };
    if (isWebPage(live))
        return {
            kind: 'web page',
            what: 'It answers with a web page, probably a sign-in, instead of JSON.',
            found: live.contentType || 'HTML',
        };
    const json = (0,text_json/* jsonObject */.o)(live.body);
    if (json)
        return { json };
    const what = live.body.trim()
        ? 'It answers with something that is not a JSON object.'
        : 'It answers with an empty body.';
    return { kind: 'no JSON', what, found: live.contentType || 'no content type' };
}
const REASONS = {
    timeout: () => 'The connection was made, but no complete answer arrived in time',
    broken: () => 'The connection broke before the answer was complete',
    'too large': (content) => `The answer is longer than 1 MB, so it is not ${content}`,
};
function redirect({ status, location }, base, who) {
    const target = location === undefined ? undefined : (URL.parse(location, base) ?? undefined);
    const shown = target && shownAddress(target);
    const to = shown ? `to "${shown}"` : 'elsewhere, without saying where';
    return {
        kind: 'redirect',
        what: `It answers with ${status} and sends ${who} ${to}.`,
        found: shown || String(status),
        target,
    };
}
/** Host and path. Its query, and parameters in its path, may hold a session. */
function shownAddress({ host, pathname }) {
    return host + pathname.replace(/;.*/, '');
}
function isWebPage({ contentType, body }) {
    return /\bx?html\b/i.test(contentType) ? (0,text_json/* jsonObject */.o)(body) === undefined : body.trimStart().startsWith('<');
}
/** Alerts that are about a certificate of the client: it has shown none. */
const ABOUT_CERTIFICATE = /ALERT_(?:NO_CERTIFICATE|BAD_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA)$/;
/** Alerts that are about it when they come after the keys were agreed on: nothing else is left to refuse. */
const PERHAPS_ABOUT_CERTIFICATE = /ALERT_(?:HANDSHAKE_FAILURE|ACCESS_DENIED)$/;
/** What nginx, Apache and IIS write where TLS went well and the certificate is missed afterwards. */
const CERTIFICATE_PAGE = /no required SSL certificate|client certificate|post-handshake authentication/i;
/** What nobody has to do where the phones have a certificate. */
const CLIENT_CERTIFICATE_CURE = 'If the phones have a client certificate, you need to do nothing: the apps present it together with OAuth since version 6.0.7. If they have none, do not require one at this address.';
/**
 * Whether a handshake failed because the client has no certificate. Node.js does not tell that one was asked for.
 * @param haveKeys client and server had agreed on keys, which is where a server without a common version or cipher never comes
 * @see https://www.rfc-editor.org/rfc/rfc8446#section-6.2
 */
function wantsCertificateInHandshake(code, haveKeys) {
    return ABOUT_CERTIFICATE.test(code) || (haveKeys && PERHAPS_ABOUT_CERTIFICATE.test(code));
}
/** Whether a request failed for it: in TLS 1.3, and where it is asked for one address only, it is missed after the handshake. */
function wantsCertificateInAnswer(live) {
    if (live.kind === 'none')
        return wantsCertificateInHandshake(live.detail, true);
    return [400, 401, 403].includes(live.status) && CERTIFICATE_PAGE.test(live.body);
}

;// CONCATENATED MODULE: ./build/connections-server/unreachable-finding.js



const CURES = {
    name: 'Check connections-url and the DNS of the runner. In a company network, set https_proxy for the job.',
    refused: "Check that the server runs and that the firewall lets the runner through, or use a runner in the server's network.",
    timeout: "Check that the firewall lets the runner through and that no proxy is needed, or use a runner in the server's network.",
    'http version': 'Enable HTTP/1.1 too where TLS ends.',
    broken: 'Check that this port serves TLS, and check the firewalls and proxies between the runner and the server.',
    proxy: 'Have the proxy allow it (407 means that it needs a user name and password, in the URL of https_proxy), or add the server to no_proxy.',
};
/** A server without a TLS connection: nothing about its certificate is known. */
function unreachableFinding({ address, failure, proxy }) {
    const { kind, detail } = failure;
    const where = address.server;
    const code = detail && ` (${detail})`;
    if (kind === 'client certificate')
        return (0,build_findings/* finding */.gk)('MSSO053', {
            where,
            what: `The server ends the handshake because the client has no certificate${code}, so the server's own certificate is unknown.`,
            cure: CLIENT_CERTIFICATE_CURE,
        });
    if (kind === 'tls' || kind === 'untrusted')
        return (0,build_findings/* finding */.gk)('MSSO051', {
            where,
            what: `The server refuses a client that accepts TLS 1.0 and later${code}; phones accept less, so they cannot connect either.`,
            cure: 'Serve TLS 1.2 or 1.3 at this address with the usual ciphers.',
        });
    return (0,build_findings/* finding */.gk)('MSSO040', {
        where,
        what: `${reasonOf(kind, proxy)}${code}, so its certificate is unknown.`,
        cure: CURES[kind],
    });
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



/** OpenSSL's names for what is found here with the dates told. */
const DATE_ERRORS = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];
/** OpenSSL's names for a way from certificate to certificate that ends at no root. */
const WRONG_WAY = ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'SELF_SIGNED_CERT_IN_CHAIN'];
/**
 * Why phones will not connect to the server, or soon will not any more. What follows from something else is not repeated.
 * @see https://support.apple.com/en-us/103769
 * @see https://developer.android.com/privacy-and-security/security-ssl
 */
function certificateFindings(observation, validity) {
    if (observation.kind === 'unreachable')
        return [unreachableFinding(observation)];
    const { address, tls, proxy } = observation;
    const dates = validityFindings(address.server, tls, validity);
    const findings = [
        ...trustFindings(address.server, tls, proxy),
        ...nameFindings(address, tls),
        ...dates,
        ...strengthFindings(address.server, tls),
    ];
    const { authorizationError: code = '', trust, path, chain } = tls;
    const isExplained = trust !== 'trusted' ||
        (DATE_ERRORS.includes(code) && dates.length > 0) ||
        // It took another of the certificates that were sent, and does not turn back; phones do.
        (WRONG_WAY.includes(code) && path.length < chain.length);
    if (!code || isExplained)
        return findings;
    return [
        ...findings,
        (0,build_findings/* finding */.gk)('MSSO052', {
            where: address.server,
            what: `The certificate "${tls.chain[0].subject}" comes from a public authority but fails verification (${code}); phones refuse it too.`,
            cure: 'Have the authority issue a certificate for a TLS server, and install it with its intermediate certificates.',
            found: code,
        }),
    ];
}
const DAY = 86_400_000;
/** The dates of the server's own certificate and of those that stand behind it. */
function validityFindings(where, { chain, path }, { now, warningDays }) {
    return path.flatMap((position) => {
        const certificate = chain[position];
        const { subject, validFrom, validTo } = certificate;
        const report = (id, predicate, found) => {
            const what = `The certificate "${subject}" ${predicate}`;
            return [(0,build_findings/* finding */.gk)(id, { where, what, cure: cureFor(certificate, position), found: found.toISOString() })];
        };
        if (validTo < now) {
            const desktop = 'Phones refuse it; a desktop browser lets people continue.';
            return report('MSSO045', `expired on ${day(validTo)}. ${desktop}`, validTo);
        }
        if (validFrom > now) {
            const desktop = 'Phones refuse it until then; a desktop browser lets people continue.';
            return report('MSSO046', `is not valid before ${day(validFrom)}. ${desktop}`, validFrom);
        }
        const daysLeft = Math.floor((validTo.getTime() - now.getTime()) / DAY);
        // Dates that cannot be read are neither; OpenSSL has an error of its own for them.
        if (!(daysLeft < warningDays))
            return [];
        const left = daysLeft === 0 ? 'in less than a day' : daysLeft === 1 ? 'in 1 day' : `in ${daysLeft} days`;
        return report('MSSO047', `expires on ${day(validTo)}, ${left}; after that, phones refuse it.`, validTo);
    });
}
function cureFor({ isSelfSigned }, position) {
    if (position === 0)
        return 'Renew it, and install the new one with its intermediate certificates where TLS ends.';
    return isSelfSigned
        ? 'Get a certificate from a current authority.'
        : "It is an intermediate certificate: where TLS ends, replace it with the authority's current one.";
}
function day(date) {
    return date.toISOString().slice(0, 10);
}
/**
 * Bits below which iOS and iPadOS refuse a key.
 * @see https://support.apple.com/en-us/103769
 * @see https://developer.apple.com/documentation/security/preventing-insecure-network-connections
 */
const MIN_KEY_BITS = { rsa: 2048, 'rsa-pss': 2048, ec: 256 };
/** @see https://www.rfc-editor.org/rfc/rfc8017#appendix-A.2.4 */
const WEAK_SIGNATURES = {
    '1.2.840.113549.1.1.2': 'MD2',
    '1.2.840.113549.1.1.4': 'MD5',
    '1.2.840.113549.1.1.5': 'SHA-1',
    '1.2.840.10040.4.3': 'SHA-1',
    '1.2.840.10045.4.1': 'SHA-1',
};
/** What is older than phones accept: the version of TLS, short keys, hashes that can be forged. */
function strengthFindings(where, tls) {
    return [...protocolFindings(where, tls), ...keyFindings(where, tls), ...signatureFindings(where, tls)];
}
function protocolFindings(where, { protocol }) {
    if (/^TLSv1\.[2-9]$/.test(protocol))
        return [];
    return [
        (0,build_findings/* finding */.gk)('MSSO048', {
            where,
            what: `The newest version that the server accepts is ${protocol}. Apps on iOS and current ones on Android need TLS 1.2 or later; an old desktop browser may accept less.`,
            cure: 'Enable TLS 1.2 and 1.3 where TLS ends: in the SSL settings of the web server, or on the proxy in front of it.',
            wanted: 'TLSv1.2',
            found: protocol,
        }),
    ];
}
function keyFindings(where, { chain, path }) {
    return path.flatMap((position) => {
        const { subject, key } = chain[position];
        const minimum = MIN_KEY_BITS[key.type];
        if (minimum === undefined || key.bits === undefined || key.bits >= minimum)
            return [];
        return [
            (0,build_findings/* finding */.gk)('MSSO049', {
                where,
                what: `The ${key.type.toUpperCase()} key of the certificate "${subject}" has ${key.bits} bits. iOS refuses fewer than ${minimum}; an old desktop browser may not.`,
                cure: `Get a certificate for a new key: RSA with 2048 bits or more, or ECDSA with 256.`,
                wanted: String(minimum),
                found: String(key.bits),
            }),
        ];
    });
}
/** A certificate that vouches for itself is not believed because of its signature, so that one does not matter. */
function signatureFindings(where, { chain, path }) {
    return path.flatMap((position) => {
        const { subject, signatureAlgorithm, isSelfSigned } = chain[position];
        const hash = WEAK_SIGNATURES[signatureAlgorithm];
        if (!hash || isSelfSigned)
            return [];
        return [
            (0,build_findings/* finding */.gk)('MSSO050', {
                where,
                what: `The certificate "${subject}" is signed with ${hash}. iOS and Android refuse it; browsers on the company's computers may be configured to accept it.`,
                cure: 'Have the authority issue a new certificate, signed with SHA-256.',
                wanted: 'SHA-256',
                found: hash,
            }),
        ];
    });
}

// EXTERNAL MODULE: ./build/desired-state/index.js + 22 modules
var desired_state = __webpack_require__(9065);
// EXTERNAL MODULE: ./build/text/truncate.js
var truncate = __webpack_require__(3770);
// EXTERNAL MODULE: ./build/mobile-config/white-space.js
var white_space = __webpack_require__(1722);
;// CONCATENATED MODULE: ./build/connections-server/reported-values.js

/**
 * Names that the server may report and the file holds. Their places in the JSON are not documented, so they are looked for
 * everywhere; `enabled` is too common a name for that and counts inside of SecuritySettings only.
 */
const NAMES = new Set([
    'AuthType',
    'OAuthAuthorizationURL',
    'OAuthTokenURL',
    'OAuthClientId',
    'OAuthScopes',
    'OAuthAuthorizationURL_Parameters',
]);
const SECTION = 'SecuritySettings';
/** One value in the file, of several words; in JSON they may be a list. */
const WORDS = 'OAuthScopes';
/** Values of a hostile answer that are looked at. */
const MAX_VALUES = 100_000;
/** Looks the known names up wherever they are: as keys, or as `{"name": …, "value": …}`. No recursion: JSON may be deep. */
function reportedValues(json) {
    const values = new Map();
    const open = [{ value: json, name: '', section: '' }];
    let seen = 0;
    for (let placed = open.pop(); placed; placed = open.pop()) {
        seen += 1;
        if (seen > MAX_VALUES)
            return { values, isComplete: false };
        const { name, section } = placed;
        const value = name === WORDS ? joined(placed.value) : placed.value;
        const setting = settingOf(name, section);
        const text = textOf(value);
        if (text !== undefined && setting)
            values.set(setting, (values.get(setting) ?? new Set()).add(text));
        if (Array.isArray(value))
            for (const each of value)
                open.push({ value: each, name, section });
        else if (typeof value === 'object' && value !== null) {
            for (const [key, each] of Object.entries(value))
                open.push({ value: each, name: key, section: name });
            const pair = pairOf(value);
            if (pair)
                open.push({ ...pair, section: name });
        }
    }
    return { values, isComplete: true };
}
function joined(value) {
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.join(' ') : value;
}
function settingOf(name, section) {
    if (NAMES.has(name))
        return `${SECTION}/${name}`;
    return section === SECTION && (name === 'enabled' || name === '@enabled')
        ? `${SECTION}/@enabled`
        : undefined;
}
function pairOf(value) {
    const pair = value;
    return typeof pair.name === 'string' && pair.value !== undefined
        ? { name: pair.name, value: pair.value }
        : undefined;
}
/** Undefined for anything but a single value; null is not one. */
function textOf(value) {
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? (0,white_space/* trimXml */.On)(String(value))
        : undefined;
}
/** Whether the server may report that setting. */
function isReportable(setting) {
    const [section, name = ''] = setting.split('/', 2);
    return section === SECTION && settingOf(name, SECTION) === setting;
}

;// CONCATENATED MODULE: ./build/connections-server/live-findings.js





/** Characters of a value that are shown. */
const MAX_VALUE_LENGTH = 300;
/** Different values of one setting that are shown. */
const live_findings_MAX_VALUES = 3;
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
    if (!('json' in answer)) {
        const { what, found } = answer;
        return [(0,build_findings/* finding */.gk)(FAULTS[answer.kind], { where, what, cure: cureOf(answer, where, provider), found })];
    }
    const { values, isComplete } = reportedValues(answer.json);
    const cutNote = isComplete ? '' : ' The answer is longer than the part that was read.';
    if (values.size === 0)
        return [noneReported(where, cutNote)];
    const settings = wanted.filter((setting) => isReportable((0,desired_state/* settingName */.QX)(setting)));
    const missing = settings.map(desired_state/* settingName */.QX).filter((name) => !values.has(name));
    const explained = explanation(repositoryIsAsWanted);
    return [
        ...settings.flatMap((setting) => differences(where, setting, [...(values.get((0,desired_state/* settingName */.QX)(setting)) ?? [])], explained)),
        ...(missing.length > 0 ? [notReported(where, missing, cutNote)] : []),
    ];
}
const SERVER_STEPS = 'check the file in with wsadmin, synchronise all nodes completely and restart the Mobile application';
/** Why the server may have another value, and what to do: by whether the repository has the wanted one. */
function explanation(repositoryIsAsWanted) {
    if (repositoryIsAsWanted === undefined)
        return [
            'Whether the repository is up to date is unknown.',
            'Solve what makes this run fail, then run again: the next run says which step is missing.',
        ];
    if (repositoryIsAsWanted)
        return [
            'The repository is right, but the server still has the old value: the check-in, the full synchronisation or the restart of Mobile is missing.',
            `${SERVER_STEPS.replace(/^c/, 'C')}; one of these steps is missing.`,
        ];
    return [
        'The repository is not up to date yet, so merge first.',
        `Merge the pull request with the new values, then ${SERVER_STEPS}.`,
    ];
}
function differences(where, setting, reported, [why, cure]) {
    const others = reported.filter((value) => !(0,desired_state/* isSameValue */.am)(setting, value));
    if (others.length === 0)
        return [];
    const name = (0,desired_state/* settingName */.QX)(setting);
    const shown = reported.slice(0, live_findings_MAX_VALUES).map((value) => (0,truncate/* truncate */.x)(value, MAX_VALUE_LENGTH));
    const more = reported.length > live_findings_MAX_VALUES ? [`${reported.length - live_findings_MAX_VALUES} more`] : [];
    const list = [...shown.map((value) => `"${value}"`), ...more].join(' and ');
    const isOneOfThem = others.length < reported.length;
    const several = reported.length > 1 ? ', which are several values' : '';
    const what = isOneOfThem
        ? `${name} is ${list} on the server; only one of these is right. ${why}`
        : `${name} is ${list} on the server${several}; it should be "${setting.value}". ${why}`;
    const found = shown.join(' | ');
    return [(0,build_findings/* finding */.gk)(isOneOfThem ? 'MSSO068' : 'MSSO067', { where, what, cure, wanted: setting.value, found })];
}
/** An error in JSON, or a version with other names: a check that has seen nothing must not look like one that found all well. */
function noneReported(where, cutNote) {
    return (0,build_findings/* finding */.gk)('MSSO070', {
        where,
        what: `The answer is JSON but has none of the settings, so the settings of the server are unknown.${cutNote}`,
        cure: 'Open the address in a browser. If it shows an error, check the Mobile application and the proxies in front of it; otherwise, sign in with a phone to be sure.',
    });
}
/** What is not reported is not known to differ. */
function notReported(where, names, cutNote) {
    return (0,build_findings/* finding */.gk)('MSSO069', {
        where,
        what: `The server does not report ${names.join(', ')}, so whether it has the right values is unknown.${cutNote}`,
        cure: 'If your version of Connections does not report them, you need to do nothing; sign in with a phone to be sure.',
        wanted: names.join(' '),
    });
}
const FAULTS = {
    redirect: 'MSSO060',
    'sign-in': 'MSSO061',
    missing: 'MSSO062',
    failing: 'MSSO063',
    'web page': 'MSSO064',
    'no JSON': 'MSSO065',
    timeout: 'MSSO066',
    broken: 'MSSO066',
    'too large': 'MSSO066',
    'client certificate': 'MSSO072',
};
const MOBILE_RUNS = 'Check that the Mobile application is installed and started, and read its SystemOut.log.';
function cureOf({ kind, target }, where, provider) {
    switch (kind) {
        case 'redirect':
            return target && shownAddress(target).endsWith(new URL(where).pathname)
                ? 'Use the address that it redirects to in connections-url and on the phones.'
                : letThrough(provider);
        case 'sign-in':
        case 'web page':
        case 'too large':
            return letThrough(provider);
        case 'missing':
            return `Check connections-url, and check that the proxy forwards /mobile. ${MOBILE_RUNS}`;
        case 'failing':
            return MOBILE_RUNS;
        case 'no JSON':
            return `Open the address in a browser and see what answers; a proxy may change or truncate the answer. ${MOBILE_RUNS}`;
        case 'timeout':
            return `Check the load of the server and the proxies in front of it. ${MOBILE_RUNS}`;
        case 'broken':
            return `Run again; if it happens again, check the proxies in front of the server. ${MOBILE_RUNS}`;
        case 'client certificate':
            return `${CLIENT_CERTIFICATE_CURE} Sign in with a phone to be sure.`;
    }
}
/**
 * The rule that most of the faults break.
 * @see https://www.ibm.com/docs/en/was-nd/8.5.5?topic=realm-security-custom-properties
 */
function letThrough(provider) {
    const property = provider
        ? `${provider}.excludedPathFilter`
        : 'excludedPathFilter of the provider whose interceptedPathFilter has "/mobile/.*"';
    return `The apps call this address before anybody has signed in, so it must answer without authentication. Add "/mobile/homepage/SecurityConfiguration" to ${property}: if com.ibm.websphere.security.performTAIForUnprotectedURI is true, the interceptor requires a sign-in for everything else. Also let it through on every proxy in front of WebSphere.`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./build/connections-server/address.js
/** What the apps ask before anybody has signed in; `debug` makes the answer readable. */
const SECURITY_CONFIGURATION = '/mobile/homepage/SecurityConfiguration?debug=true';
/**
 * @param connectionsUrl an https URL; a path in it is where Connections lives behind the proxy
 * @throws TypeError when it is no URL
 */
function serverAddress(connectionsUrl) {
    const { hostname, host, port, pathname } = new URL(connectionsUrl);
    const base = `https://${host}${pathname.replace(/(?<!\/)\/+$/, '')}`;
    return {
        host: hostname.replace(/^\[(.*)\]$/, '$1'),
        port: Number(port || 443),
        server: `${hostname}:${port || 443}`,
        securityConfigurationUrl: base + SECURITY_CONFIGURATION,
        openidConfigurationUrl: `${base}/.well-known/openid-configuration`,
    };
}

;// CONCATENATED MODULE: ./build/connections-server/certificate-facts.js

/** DER of 1.3.6.1.4.1.11129.2.4.2, the extension that holds the timestamps; Node.js does not show extensions. */
const TIMESTAMPS = Buffer.from('060a2b06010401d679020402', 'hex');
/** @see https://nodejs.org/api/crypto.html#class-x509certificate */
function certificateFacts(certificate) {
    return {
        subject: nameInOneLine(certificate.subject),
        issuer: nameInOneLine(certificate.issuer),
        validFrom: new Date(certificate.validFrom),
        validTo: new Date(certificate.validTo),
        subjectAltName: certificate.subjectAltName ?? '',
        key: keyOf(certificate),
        signatureAlgorithm: certificate.signatureAlgorithmOid ?? '',
        caIssuers: Array.from(certificate.infoAccess?.matchAll(/^CA Issuers - URI:(\S+)$/gm) ?? [], ([, uri]) => uri),
        isSelfSigned: isSelfSigned(certificate),
        isLogged: certificate.raw.includes(TIMESTAMPS),
    };
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
function keyOf(certificate) {
    try {
        const { bits } = certificate.toLegacyObject();
        return { type: certificate.publicKey.asymmetricKeyType ?? 'unknown', bits };
    }
    catch {
        return { type: 'unknown', bits: undefined };
    }
}
function nameInOneLine(distinguishedName) {
    return (distinguishedName ?? '').replaceAll('\n', ', ');
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

// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./build/connections-server/live-answer.js





/** Bytes of an answer that are read, once it is unpacked; the settings are some hundred. */
const MAX_BODY = 1_000_000;
/** Refusals whose page may say that a client certificate is missed. */
const REASONED = [400, 401, 403];
/**
 * Asks the server as the apps and the desktop plug-ins do before anybody has signed in: no cookie, no token, no redirect followed.
 * Never throws; the connection cannot be used again.
 */
async function askAnonymously(socket, url, timeoutSeconds) {
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    try {
        const answer = await send(socket, url, signal);
        const { statusCode: status = 0, headers } = answer;
        // Any other status says enough, and what is wrong with the page that comes along would hide it.
        const page = REASONED.includes(status) ? ((await readBody(answer, signal).catch(() => '')) ?? '') : '';
        const body = status === 200 ? await readBody(answer, signal) : page;
        if (body === undefined)
            return { kind: 'none', reason: 'too large', detail: '' };
        return {
            kind: 'answer',
            status,
            location: headers.location,
            contentType: headers['content-type'] ?? '',
            body,
        };
    }
    catch (error) {
        return signal.aborted
            ? { kind: 'none', reason: 'timeout', detail: '' }
            : { kind: 'none', reason: 'broken', detail: (0,network/* failureKind */.zU)(error).code };
    }
}
async function send(socket, url, signal) {
    const outgoing = (0,external_node_https_.request)(url, {
        createConnection: () => socket,
        // Node.js takes the port of a connection that it did not open for 80.
        headers: {
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
/** Undefined when it is too long. */
async function readBody(answer, signal) {
    const pieces = [];
    let length = 0;
    for await (const piece of unpacked((0,external_node_stream_.addAbortSignal)(signal, answer))) {
        pieces.push(piece);
        length += piece.length;
        if (length > MAX_BODY)
            return undefined;
    }
    return Buffer.concat(pieces).toString();
}
const UNPACKING = {
    gzip: external_node_zlib_.createGunzip,
    'x-gzip': external_node_zlib_.createGunzip,
    deflate: external_node_zlib_.createInflate,
    br: external_node_zlib_.createBrotliDecompress,
};
/** Some proxies pack what nobody has asked them to pack, and the apps unpack it without a word. */
function unpacked(answer) {
    const unpack = UNPACKING[answer.headers['content-encoding']?.trim().toLowerCase() ?? ''];
    // What goes wrong in the one comes out of the other.
    return unpack ? (0,external_node_stream_.pipeline)(answer, unpack(), () => { }) : answer;
}

;// CONCATENATED MODULE: ./build/connections-server/observe.js









/** Certificates that are looked at; real servers send two to four. */
const MAX_CHAIN = 10;
/**
 * OpenSSL leaves out weak keys, hashes and versions by itself, and then there is nothing to look at: here it must not.
 * Naming no suite of TLS 1.3 would switch that version off.
 * @see https://docs.openssl.org/3.0/man3/SSL_CTX_set_security_level/
 */
const CIPHERS = 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:DEFAULT@SECLEVEL=0';
/**
 * Looks at a server as a phone would, over one connection: its certificate and TLS, then the settings that it tells everybody.
 * Goes through the proxy that `https_proxy`, `HTTPS_PROXY` and `no_proxy` name. What fails is part of what comes back.
 * @throws TypeError when the URL is not valid
 */
function observeServer(server) {
    return observe(server, ({ securityConfigurationUrl }) => securityConfigurationUrl);
}
/**
 * The answer to what the desktop plug-ins ask, over a connection of its own.
 * @throws TypeError when the URL is not valid
 */
async function askForPlugIns(server) {
    const observation = await observe(server, ({ openidConfigurationUrl }) => openidConfigurationUrl);
    return observation.kind === 'connected'
        ? observation.live
        : { kind: 'none', reason: 'broken', detail: observation.failure.detail };
}
async function observe({ url, roots, environment, timeoutSeconds = network/* REQUEST_TIMEOUT */._h }, askedOf) {
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
        const live = await askAnonymously(socket, askedOf(address), timeoutSeconds);
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
/** @param haveKeys the handshake went as far as the keys */
function connectionFailure(error, haveKeys) {
    const { kind, code: detail } = (0,network/* failureKind */.zU)(error);
    if (error instanceof network/* ProxyError */.T6)
        return { kind: 'proxy', detail: String(error.status ?? detail) };
    if (error instanceof Error && error.name === 'AbortError')
        return { kind: 'timeout', detail: '' };
    if (wantsCertificateInHandshake(detail, haveKeys))
        return { kind: 'client certificate', detail };
    return { kind: detail.includes('NO_APPLICATION_PROTOCOL') ? 'http version' : kind, detail };
}
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

;// CONCATENATED MODULE: ./build/connections-server/plug-in-findings.js



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
    const isDiscovery = (address) => origin ? origin.isDiscovery(address) : address.pathname.endsWith(new URL(url).pathname);
    const fault = 'json' in answer ? documentFault(answer.json) : answer;
    if (!fault || fault.kind === 'client certificate')
        return [];
    const { target } = fault;
    if (target?.protocol === 'https:' && target.href !== url && isDiscovery(target))
        return [];
    const document = origin ? ` "${origin.discovery}"` : " and the address of the provider's discovery document";
    return [
        (0,build_findings/* finding */.gk)(arePlugInsWanted ? 'MSSO133' : 'MSSO132', {
            where: url,
            what: fault.what,
            cure: `If you use desktop plug-ins, add Redirect "/.well-known/openid-configuration"${document} to the configuration of the web server, and let the address through without a sign-in on every proxy in front of it.`,
            found: fault.found,
        }),
    ];
}
/** @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
function documentFault(json) {
    const { authorization_endpoint, token_endpoint } = json;
    if (typeof authorization_endpoint === 'string' && typeof token_endpoint === 'string')
        return undefined;
    return {
        kind: 'no JSON',
        what: 'It answers with JSON that is not an OpenID Connect discovery document.',
        found: 'JSON',
    };
}

;// CONCATENATED MODULE: ./build/connections-server/index.js






/***/ }),

/***/ 5666:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ jsonObject)
/* harmony export */ });
/** The object or list that a text is the JSON of, a byte order mark before it allowed; undefined for every other text. */
function jsonObject(text) {
    try {
        const json = JSON.parse(text.replace(/^\ufeff/, ''));
        return typeof json === 'object' && json !== null ? json : undefined;
    }
    catch {
        return undefined;
    }
}


/***/ })

};
