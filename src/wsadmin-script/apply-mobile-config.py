# mobile-sso-config: puts a new mobile-config.xml of HCL Connections into service
#
#   ./wsadmin.sh -lang jython -f apply-mobile-config.py <new file> [<file that it was made from>] [replace]
#
# Run it in the bin directory of the deployment manager's profile, where mobileAdmin.py is. It checks the file out, keeps a
# backup with the date in its name, checks the new one in, synchronises every node completely and restarts Mobile wherever it
# runs. It stops at the first error and says how to go back. With the second argument it also stops when the server's file is
# not the one that the new one was made from: somebody has changed it on the server. A new file that lacks elements which the
# root of the server's file has is refused; the word replace, as the last argument, allows it. Jython 2.1 and 2.7.
import time
from java.io import ByteArrayInputStream, StringReader
from javax.xml.parsers import DocumentBuilderFactory
from org.xml.sax import EntityResolver, InputSource
from servers import *


NAMESPACE = 'http://www.ibm.com/mobile-config'
REPLACE = 'replace'

progress.update({'checked in': 'no', 'backup': '', 'backups': '', 'back': '', 'stopping on': '', 'stopped on': ''})


class Nothing(EntityResolver):
    # Stands for everything outside of the file, which is never fetched. Every parser knows resolvers; features differ.
    def resolveEntity(self, publicId, systemId):
        return InputSource(StringReader(''))


def parse(content):
    factory = DocumentBuilderFactory.newInstance()
    factory.setNamespaceAware(1)
    builder = factory.newDocumentBuilder()
    builder.setEntityResolver(Nothing())
    builder.setErrorHandler(None)
    # Read once, so that what was looked at is what is checked in.
    return builder.parse(ByteArrayInputStream(bytes_of(content))).getDocumentElement()


def refuse_other_files(content, path):
    try:
        root = parse(content)
    except:
        raise Stop(plain(path) + ' is not well-formed XML: ' + last_error())
    if root.getLocalName() != 'config' or root.getNamespaceURI() != NAMESPACE:
        raise Stop(plain(path) + ' is not a mobile-config.xml: its root is not "config" of ' + NAMESPACE)


def element_names(root):
    names = []
    child = root.getFirstChild()
    while child is not None:
        if child.getNodeType() == child.ELEMENT_NODE:
            name = child.getLocalName()
            if child.getNamespaceURI() != NAMESPACE:
                name = '{' + (child.getNamespaceURI() or '') + '}' + name
            if name not in names:
                names.append(name)
        child = child.getNextSibling()
    return names


def only_in(one, other):
    others = element_names(parse(other))
    return [name for name in element_names(parse(one)) if name not in others]


def refuse_loss(old, new, backup, may_replace):
    on_purpose = ' To replace it anyway, add the word ' + REPLACE + ' as the last argument.'
    lost = []
    try:
        lost = only_in(old, new)
        if only_in(new, old):
            progress['back'] = ' and the word ' + REPLACE
    except:
        if not may_replace:
            raise Stop('The file on the server is not well-formed XML, so what it would lose is unknown: ' + last_error() +
                       '.' + on_purpose)
    if not lost:
        return
    names = plain(', '.join(lost))
    if not may_replace:
        raise Stop('The new file lacks elements that the file on the server has: ' + names + '. Make it from '
                   'the file on the server, which is ' + backup + '.' + on_purpose)
    say('WARNING: the elements ' + names + ' of the file on the server are lost when the new one is checked in')


def make_own_folder(path):
    # Two runs may start in the same second, and neither may write over the backup of the other.
    make_folder(os.path.dirname(path))
    for end in [''] + ['-%d' % number for number in range(2, 100)]:
        if File(path + end).mkdir():
            return path + end
    raise Stop('The folder ' + path + ' cannot be created')


def check_in(folder, cell, new, old):
    progress['checked in'] = 'perhaps'
    refusal = ''
    try:
        MobileConfigService.checkInConfig(folder.replace('\\', '/'), cell)
        # A check-in that is not saved ends with this session.
        if str(AdminConfig.hasChanges()) in ['1', 'True', 'true']:
            AdminConfig.save()
    except:
        refusal = last_error()
    # Some refusals are only printed, so the server is asked what it has. What it did not save must not answer for it.
    try:
        if refusal:
            AdminConfig.reset()
        after = read(check_out(os.path.join(os.path.dirname(folder), 'verified'), cell))
    except:
        raise Stop(refusal or last_error())
    if after == old:
        progress['checked in'] = 'no'
    elif after == new or not refusal:
        progress['checked in'] = 'yes'
    if refusal:
        raise Stop(refusal)
    if after == old:
        raise Stop('checkInConfig did not accept the file; its messages above say why')
    if after != new:
        say('   The server changed the file while checking it in. This is expected.')


def replace_config(new, expected, may_replace, cell, folder):
    working = os.path.join(folder, 'checked-out')
    path = check_out(working, cell)
    old = read(path)
    backup = os.path.join(folder, FILE)
    write(backup, old)
    progress['backup'] = backup
    say('2. Checked out; the backup is ' + backup)
    if old == new:
        say('3. The server already has this file, so it is not checked in again')
        progress['checked in'] = 'yes'
        progress['backup'] = ''
        return
    if expected is not None and old != expected:
        raise Stop('The file on the server is not the one that the new file was made from: somebody changed it on the '
                   'server. Bring that change into the repository first. The file on the server is saved as ' + backup)
    refuse_loss(old, new, backup, may_replace)
    write(path, new)
    progress['doing'] = 'checking in'
    check_in(working, cell, new, old)
    say('3. Checked in')


def apply_config(arguments):
    may_replace = len(arguments) > 1 and arguments[-1] == REPLACE
    if may_replace:
        arguments = arguments[:-1]
    if len(arguments) not in (1, 2):
        raise Stop('Give the path of the new ' + FILE + ' and, optionally, the path of the file that it was made from; '
                   'last, the word ' + REPLACE + ' if elements of the file on the server are to be removed')
    load_service()
    progress['doing'] = 'reading the arguments'
    new = read(arguments[0])
    refuse_other_files(new, arguments[0])
    expected = None
    if len(arguments) == 2:
        expected = read(arguments[1])
    progress['doing'] = 'asking the deployment manager'
    cell = AdminControl.getCell()
    if APPLICATION not in lines(AdminApp.list()):
        raise Stop('No application of cell ' + cell + ' has the name ' + APPLICATION + ', or you have no access to it')
    say('1. ' + plain(arguments[0]) + ' is for cell ' + plain(cell))
    stamp = time.strftime('%Y-%m-%d-%H%M%S', time.localtime(time.time()))
    progress['backups'] = os.path.join(File(os.pardir).getCanonicalPath(), 'mobile-config-backups')
    folder = make_own_folder(os.path.join(progress['backups'], stamp))

    progress['doing'] = 'checking out'
    replace_config(new, expected, may_replace, cell, folder)
    down = synchronise_all()
    restarted, resting = restart_everywhere()
    progress['doing'] = 'finding where ' + APPLICATION + ' is installed'
    installed = installed_on()
    say('Done.')
    for node in down:
        say('WARNING: node ' + node + ' is down. Start its node agent and run this again.')
    for node, server in resting:
        if (node, server) in installed:
            say('WARNING: ' + APPLICATION + ' is stopped on ' + server + ' of node ' + node + ', and was not started.')
    if not restarted:
        say('WARNING: ' + APPLICATION + ' runs on no server that answers. It uses the file as soon as it is started.')
    say_how_to_go_back()


def say_how_to_go_back():
    if progress['backup']:
        say('To undo this, run this script with the previous file' + progress['back'] + ': ' + progress['backup'])
    elif progress['backups']:
        say('To undo this, run this script with the backup of the run that checked the file in, from ' + progress['backups'])


def explain(reason):
    say('STOPPED: ' + reason)
    if progress['stopped on']:
        say(APPLICATION + ' is STOPPED on ' + progress['stopped on'] + '. Start it there in the administration console: '
            'running this script again restarts it only where it runs.')
    elif progress['stopping on']:
        say(APPLICATION + ' may be stopped on ' + progress['stopping on'] + '. Check in the administration console.')
    if progress['checked in'] == 'perhaps':
        say('Whether the new file was checked in is unknown. It is safe to run this again.')
    elif progress['checked in'] == 'no':
        say('Nothing was checked in: the deployment manager still has its file.')
        return
    else:
        say('The new file is checked in. Solve the problem and run this again: it does the remaining steps.')
    say_how_to_go_back()


def run(arguments):
    # sys.exit inside of these clauses would be caught by the last one.
    try:
        apply_config(arguments)
        return 0
    except Stop, stop:
        explain(stop.reason)
    except:
        explain('while ' + progress['doing'] + ': ' + last_error())
    return 1


code = run(sys.argv)
if code:
    sys.exit(code)
