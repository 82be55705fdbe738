# mobile-sso-config: brings mobile-config.xml and the OpenID Connect properties of HCL Connections out of the server
#
#   ./wsadmin.sh -lang jython -f export-mobile-config.py <folder> [--compare] [--overwrite] [--interceptor <part of its ID>]
#
# Run it in the bin directory of the deployment manager's profile, where mobileAdmin.py is. It writes mobile-config.xml, byte
# by byte, and provider.properties, all properties of the OpenID Connect relying party but the secrets, into the folder. With
# --compare it writes nothing and says what differs from the folder. It changes nothing on the server. It never replaces a
# file that it did not write; --overwrite allows that for mobile-config.xml, where git keeps the folder. Jython 2.1 and 2.7.
#
# Exit code 0: exported, or the same; 1: differs; 2: stopped by an error. Not every wsadmin hands exit codes on, so the last
# line says it too: "RESULT: exported", "RESULT: same", "RESULT: differs" or "RESULT: stopped".
import os
import re
import sys
from java.io import ByteArrayInputStream, File
from java.lang import String
from java.security import MessageDigest
from java.util import Properties

FILE = 'mobile-config.xml'
PROPERTIES = 'provider.properties'
INTERCEPTOR = 'com.ibm.ws.security.oidc.client.RelyingParty'
FIRST_LINE = '# mobile-sso-config: the OpenID Connect properties of a cell, without secrets; made by export-mobile-config.py'
CELL = '# cell: '
LEFT_OUT = '# left out: '
DIGEST = '# SHA-256 of mobile-config.xml: '
# What is a secret by its name, or by its value ({xor}..., a key, an address with a password), and what has a secret inside.
SECRET_NAME = re.compile('secret|passw|pwd|passphrase|credential|private')
SECRET_VALUE = re.compile('^\\{[A-Za-z][A-Za-z0-9:._-]*\\}.|PRIVATE KEY|://[^/@]*:[^/@]*@')
# What these hold may be a secret, or the word "required". It is left out, and not looked for elsewhere.
PERHAPS_SECRET_NAME = re.compile('(key|token)$')
# A shorter secret may be in other texts by chance.
SHORTEST_SECRET = 6


class Stop:
    def __init__(self, reason):
        self.reason = reason


progress = {'doing': 'starting', 'secrets': []}


def plain(text):
    # For a path or a message in another language that is to be shown with others, or where the window has no such letters.
    try:
        return unicode(text).encode('ascii', 'backslashreplace')
    except:
        return repr(text)


def say(text):
    for secret in progress['secrets']:
        text = text.replace(secret, '***')
    try:
        print text
    except:
        print plain(text)


def last_error():
    kind, error = sys.exc_info()[:2]
    if isinstance(error, Stop):
        return error.reason
    return plain(kind) + ': ' + plain(error)


def lines(text):
    return [line for line in (text or '').splitlines() if line.strip()]


def read(path):
    if not os.path.isfile(path):
        raise Stop('There is no file ' + plain(path))
    stream = open(path, 'rb')
    try:
        return stream.read()
    finally:
        stream.close()


def write(path, content):
    stream = open(path, 'wb')
    try:
        stream.write(content)
    finally:
        stream.close()


def make_folder(path):
    if not File(path).mkdirs() and not os.path.isdir(path):
        raise Stop('The folder ' + path + ' cannot be made')
    # The service takes slashes on Windows too, and backslashes nowhere.
    return path.replace('\\', '/')


def bytes_of(content):
    # Each character of what was read is a byte.
    return String(content).getBytes('ISO-8859-1')


def digest(content):
    return ''.join(['%02x' % (byte & 255) for byte in MessageDigest.getInstance('SHA-256').digest(bytes_of(content))])


def check_out(cell):
    # In a folder that nobody else can have made, and that is gone afterwards.
    place = File.createTempFile('mobile-config-', '')
    if not place.delete() or not place.mkdir():
        raise Stop('The folder ' + plain(place.getPath()) + ' cannot be made')
    folder = place.getPath()
    try:
        MobileConfigService.checkOutConfig(make_folder(folder), cell)
        path = os.path.join(folder, FILE)
        if not os.path.isfile(path):
            raise Stop('checkOutConfig has put no ' + FILE + ' into ' + plain(folder))
        return read(path)
    finally:
        for name in os.listdir(folder):
            os.remove(os.path.join(folder, name))
        place.delete()


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
        raise Stop('Cell ' + cell + ' has no interceptor ' + INTERCEPTOR + ', or you may not see it. The console has '
                   'it under Global security, Web and SIP security, Trust association, Interceptors')
    chosen = [interceptor for interceptor in found if interceptor.find(wanted) >= 0]
    if len(chosen) != 1:
        raise Stop('%d of the %d interceptors %s are meant. Name one with --interceptor and a part of its ID, such as '
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
                raise Stop('The ' + FILE + ' of the server holds a secret of the interceptor. Remove it there, and make a '
                           'new secret')


def escaped(text, special):
    # As java.util.Properties reads it, in ASCII; blanks at the ends are written so that no editor takes them away.
    written = []
    for character in text:
        code = ord(character)
        if code > 65535:
            written.append('\\u%04x\\u%04x' % (0xd800 + (code - 65536 >> 10), 0xdc00 + (code - 65536 & 1023)))
        elif code < 32 or code > 126:
            written.append('\\u%04x' % code)
        elif special.find(character) >= 0:
            written.append('\\' + character)
        else:
            written.append(character)
    for end in (0, -1):
        if written and written[end] == ' ':
            written[end] = '\\u0020'
    return ''.join(written)


def properties_file(cell, properties, left_out, xml):
    head = [FIRST_LINE, CELL + escaped(cell, '\\'), LEFT_OUT + escaped(', '.join(left_out), '\\'), DIGEST + digest(xml)]
    body = [escaped(name, '\\ =:#!') + '=' + escaped(value, '\\') for name, value in properties]
    return '\n'.join(head + body) + '\n'


def read_properties(content):
    properties = Properties()
    properties.load(ByteArrayInputStream(bytes_of(content)))
    found = {}
    for name in properties.keySet().toArray():
        found[name] = properties.getProperty(name)
    return found


def comment(content, start):
    for line in (content or '').splitlines():
        if line.startswith(start):
            return line[len(start):]
    return None


def existing(folder, name):
    path = os.path.join(folder, name)
    if os.path.exists(path):
        return read(path)
    return None


def refuse_other_folder(folder, properties, cell):
    if properties is None:
        return
    if properties.splitlines()[:1] != [FIRST_LINE]:
        raise Stop(plain(os.path.join(folder, PROPERTIES)) + ' was not written by this script, so it is not replaced. Name '
                   'another folder, or move the file away')
    if comment(properties, CELL) != escaped(cell, '\\'):
        raise Stop(plain(folder) + ' is of cell ' + str(comment(properties, CELL)) + ' and not of ' + escaped(cell, '\\') +
                   '. Give each cell a folder of its own')


def refuse_other_xml(folder, xml, properties):
    if xml is None or comment(properties, DIGEST) == digest(xml):
        return
    raise Stop(plain(os.path.join(folder, FILE)) + ' is not what this script wrote last, so it is not replaced: it was '
               'edited, or a pull request was merged. If git has it ("git status" does not name it), give --overwrite')


def xml_difference(xml, wanted):
    if xml is None:
        return 'is not there'
    if xml.splitlines() == wanted.splitlines():
        return 'has other line ends, as git makes them without "mobile-config.xml -text" in .gitattributes'
    one, other = xml.splitlines(), wanted.splitlines()
    number = 0
    while number < min(len(one), len(other)) and one[number] == other[number]:
        number = number + 1
    return 'differs, from line %d on' % (number + 1)


def property_differences(content, properties):
    if content is None:
        return ['is not there']
    kept, wanted = read_properties(content), {}
    for name, value in properties:
        wanted[name] = value
    names = kept.keys() + [name for name in wanted.keys() if not kept.has_key(name)]
    names.sort()
    differences = []
    for name in names:
        if not kept.has_key(name):
            differences.append(escaped(name, '\\') + ' is only on the server')
        elif not wanted.has_key(name):
            differences.append(escaped(name, '\\') + ' is only in the folder')
        elif kept[name] != wanted[name]:
            differences.append(escaped(name, '\\') + ' has another value')
    return differences


def options(arguments):
    found = {'--interceptor': '', 'folders': []}
    arguments = arguments[:]
    while arguments:
        argument = arguments.pop(0)
        if argument == '--interceptor' and arguments:
            found[argument] = arguments.pop(0)
        elif argument in ('--compare', '--overwrite'):
            found[argument] = 1
        else:
            found['folders'].append(argument)
    if len(found['folders']) != 1 or found['folders'][0].startswith('-'):
        raise Stop('Give one folder, and after it, if needed, --compare, --overwrite, or --interceptor and a part of its ID')
    return found


def export(arguments):
    chosen = options(arguments)
    folder = chosen['folders'][0]
    progress['doing'] = 'asking the deployment manager'
    cell = AdminControl.getCell()
    progress['doing'] = 'reading the interceptor'
    interceptor = the_relying_party(cell, chosen['--interceptor'])
    properties, left_out = without_secrets(all_properties(interceptor))
    progress['doing'] = 'checking out'
    wanted = check_out(cell)
    refuse_secrets(wanted)
    say('1. Cell ' + plain(cell) + ': ' + FILE + ' has %d bytes' % len(wanted))
    say('2. ' + plain(interceptor) + ' has %d properties; left out as secrets: ' % (len(properties) + len(left_out)) +
        (escaped(', '.join(left_out), '\\') or 'none'))
    progress['doing'] = 'reading the folder'
    xml, kept = existing(folder, FILE), existing(folder, PROPERTIES)
    refuse_other_folder(folder, kept, cell)
    differences = [PROPERTIES + ': ' + difference for difference in property_differences(kept, properties)]
    if xml != wanted:
        differences.insert(0, FILE + ' ' + xml_difference(xml, wanted))
    if chosen.has_key('--compare'):
        return compared(folder, differences)
    if not differences:
        say('3. ' + plain(folder) + ' has all of it; nothing was written')
        return 'exported'
    if xml != wanted and not chosen.has_key('--overwrite'):
        refuse_other_xml(folder, xml, kept)
    progress['doing'] = 'writing'
    make_folder(folder)
    for name, content in [(FILE, wanted), (PROPERTIES, properties_file(cell, properties, left_out, wanted))]:
        path = os.path.join(folder, name)
        write(path, content)
        if read(path) != content:
            raise Stop(plain(path) + ' is not what was written')
        say('3. ' + plain(path) + ' is written')
    return 'exported'


def compared(folder, differences):
    for difference in differences:
        say('3. ' + difference)
    if differences:
        return 'differs'
    return 'same'


def run(arguments):
    # sys.exit inside of these clauses would be caught by the last one.
    try:
        return export(arguments)
    except Stop, stop:
        say('STOPPED: ' + stop.reason)
    except:
        say('STOPPED: while ' + progress['doing'] + ': ' + last_error())
    return 'stopped'


# The vendor's file gets a copy of the names in here, because it sets names at will and each would lose some to the other.
# With batchMode it does not ask which of several servers it is to use.
vendor = globals().copy()
vendor['batchMode'] = 1
result = ''
try:
    execfile('mobileAdmin.py', vendor)
    MobileConfigService = vendor['MobileConfigService']
except:
    say('STOPPED: mobileAdmin.py cannot be used from ' + plain(File('').getAbsolutePath()) + '. Start wsadmin in the bin '
        'directory of the profile of the deployment manager. ' + last_error())
    result = 'stopped'
result = result or run(sys.argv)
say('RESULT: ' + result)
code = {'exported': 0, 'same': 0, 'differs': 1, 'stopped': 2}[result]
if code:
    sys.exit(code)
