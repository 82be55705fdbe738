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
from java.io import ByteArrayInputStream
from java.security import MessageDigest
from java.util import Properties
from interceptor import *


PROPERTIES = 'provider.properties'
FIRST_LINE = '# mobile-sso-config: the OpenID Connect properties of a cell, without secrets; made by export-mobile-config.py'
CELL = '# cell: '
LEFT_OUT = '# left out: '
DIGEST = '# SHA-256 of mobile-config.xml: '


def digest(content):
    return ''.join(['%02x' % (byte & 255) for byte in MessageDigest.getInstance('SHA-256').digest(bytes_of(content))])


def read_from_server(cell):
    # In a folder that nobody else can have made, and that is gone afterwards.
    place = File.createTempFile('mobile-config-', '')
    if not place.delete() or not place.mkdir():
        raise Stop('The folder ' + plain(place.getPath()) + ' cannot be created')
    folder = place.getPath()
    try:
        return read(check_out(folder, cell))
    finally:
        for name in os.listdir(folder):
            os.remove(os.path.join(folder, name))
        place.delete()


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
        raise Stop(plain(folder) + ' belongs to cell ' + str(comment(properties, CELL)) + ', not to ' + escaped(cell, '\\') +
                   '. Use a separate folder for each cell')


def refuse_other_xml(folder, xml, properties):
    if xml is None or comment(properties, DIGEST) == digest(xml):
        return
    raise Stop(plain(os.path.join(folder, FILE)) + ' is not what this script last wrote, so it is not replaced: it was '
               'edited, or a pull request was merged. If git has it ("git status" does not name it), give --overwrite')


def xml_difference(xml, wanted):
    if xml is None:
        return 'is not there'
    if xml.splitlines() == wanted.splitlines():
        return 'has different line endings, as git makes them without "mobile-config.xml -text" in .gitattributes'
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
            differences.append(escaped(name, '\\') + ' has a different value')
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
    load_service()
    progress['doing'] = 'asking the deployment manager'
    cell = AdminControl.getCell()
    progress['doing'] = 'reading the interceptor'
    interceptor = the_relying_party(cell, chosen['--interceptor'])
    properties, left_out = without_secrets(all_properties(interceptor))
    progress['doing'] = 'checking out'
    wanted = read_from_server(cell)
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
        say('3. ' + plain(folder) + ' is up to date; nothing was written')
        return 'exported'
    if xml != wanted and not chosen.has_key('--overwrite'):
        refuse_other_xml(folder, xml, kept)
    progress['doing'] = 'writing'
    make_folder(folder)
    for name, content in [(FILE, wanted), (PROPERTIES, properties_file(cell, properties, left_out, wanted))]:
        path = os.path.join(folder, name)
        write(path, content)
        say('3. ' + plain(path) + ' was written')
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


result = run(sys.argv)
say('RESULT: ' + result)
code = {'exported': 0, 'same': 0, 'differs': 1, 'stopped': 2}[result]
if code:
    sys.exit(code)
