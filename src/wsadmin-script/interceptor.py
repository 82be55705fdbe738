from shared import *


# The interceptor for OpenID Connect of a cell: its properties, and which of them are secrets.
import re

INTERCEPTOR = 'com.ibm.ws.security.oidc.client.RelyingParty'
# What is a secret by its name, or by its value ({xor}..., a key, an address with a password), and what has a secret inside.
SECRET_NAME = re.compile('secret|passw|pwd|passphrase|credential|private')
SECRET_VALUE = re.compile('^\\{[A-Za-z][A-Za-z0-9:._-]*\\}.|PRIVATE KEY|://[^/@]*:[^/@]*@')
# What these hold may be a secret, or the word "required". It is left out, and not looked for elsewhere.
PERHAPS_SECRET_NAME = re.compile('(key|token)$')
# A shorter secret may be in other texts by chance.
SHORTEST_SECRET = 6


def relying_parties(cell):
    # Of global security and of security domains; a repository may hold other cells, which are not this deployment manager's.
    found = []
    for interceptor in lines(AdminConfig.list('TAInterceptor')):
        place = interceptor[interceptor.rfind('(') + 1:]
        if place.startswith('cells/') and re.split('[/|]', place)[1] != cell:
            continue
        if (AdminConfig.showAttribute(interceptor, 'interceptorClassName') or '').strip() == INTERCEPTOR:
            found.append(interceptor)
    return found


def the_relying_party(cell, wanted):
    found = relying_parties(cell)
    if not found:
        raise Stop('Cell ' + cell + ' has no interceptor ' + INTERCEPTOR + ', or you have no access to it. The console has '
                   'it under Global security, Web and SIP security, Trust association, Interceptors')
    chosen = [interceptor for interceptor in found if interceptor.find(wanted) >= 0]
    if len(chosen) != 1:
        raise Stop('%d of the %d interceptors %s match. Name one with --interceptor and a part of its ID, such as '
                   'securitydomains/name. There are: %s' % (len(chosen), len(found), INTERCEPTOR, ', '.join(found)))
    return chosen[0]


def all_properties(interceptor):
    found = {}
    for each in lines(AdminConfig.list('Property', interceptor)):
        name = AdminConfig.showAttribute(each, 'name') or ''
        value = AdminConfig.showAttribute(each, 'value') or ''
        if found.get(name, value) != value:
            raise Stop('The interceptor has ' + plain(name) + ' twice, with different values. Remove one in the console')
        found[name] = value
    return found


def is_secret(name, value):
    return SECRET_NAME.search(name.lower()) or SECRET_VALUE.search(value)


def holds(text, secrets):
    for secret in secrets:
        if text.find(secret) >= 0:
            return 1
    return 0


def without_secrets(found):
    names = found.keys()
    names.sort()
    by_length = [(-len(found[name]), found[name]) for name in names if is_secret(name, found[name])]
    by_length.sort()
    # The longest first, so that no part of one stays where it is taken out of a text.
    secrets = progress['secrets'] = [secret for _, secret in by_length if len(secret) >= SHORTEST_SECRET]
    left_out = [name for name in names if is_secret(name, found[name]) or PERHAPS_SECRET_NAME.search(name.lower())
                or holds(found[name], secrets)]
    return [(name, found[name]) for name in names if name not in left_out], left_out


def refuse_secrets(content):
    for encoding in ('UTF-8', 'UTF-16LE', 'UTF-16BE'):
        text = String(bytes_of(content), encoding).toString()
        for secret in progress['secrets']:
            if holds(text, [secret, secret.replace('&', '&amp;').replace('<', '&lt;')]):
                raise Stop('The ' + FILE + ' of the server contains a secret of the interceptor. Remove it there, and '
                           'create a new secret')
