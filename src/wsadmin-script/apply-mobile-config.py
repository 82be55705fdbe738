# mobile-sso-config: puts a new mobile-config.xml of HCL Connections into service
#
#   ./wsadmin.sh -lang jython -f apply-mobile-config.py <new file> [<file that it was made from>] [replace]
#
# Run it in the bin directory of the deployment manager's profile, where mobileAdmin.py is. It checks the file out, keeps a
# backup with the date in its name, checks the new one in, synchronises every node completely and restarts Mobile wherever it
# runs. It stops at the first error and says how to go back. With the second argument it also stops when the server's file is
# not the one that the new one was made from: somebody has changed it on the server. A new file that lacks elements which the
# root of the server's file has is refused; the word replace, as the last argument, allows it. Jython 2.1 and 2.7.
import os
import sys
import time
from java.io import ByteArrayInputStream, File, StringReader
from java.lang import String
from javax.management import ObjectName
from javax.xml.parsers import DocumentBuilderFactory
from org.xml.sax import EntityResolver, InputSource

APPLICATION = 'Mobile'
FILE = 'mobile-config.xml'
NAMESPACE = 'http://www.ibm.com/mobile-config'
REPLACE = 'replace'


class Stop:
    def __init__(self, reason):
        self.reason = reason


# What has been done so far, for the one who has to know after an error.
progress = {'doing': 'starting', 'checked in': 'no', 'backup': '', 'backups': '', 'back': '', 'stopping on': '',
            'stopped on': ''}


def plain(text):
    # For a path or a message in another language that is to be shown with others, or where the window has no such letters.
    try:
        return unicode(text).encode('ascii', 'backslashreplace')
    except:
        return repr(text)


def say(text):
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
    # Read once, so that what was looked at is what is checked in. Each character is a byte.
    return builder.parse(ByteArrayInputStream(String(content).getBytes('ISO-8859-1'))).getDocumentElement()


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
    on_purpose = ' If it is to be replaced all the same, give the word ' + REPLACE + ' as the last argument.'
    lost = []
    try:
        lost = only_in(old, new)
        if only_in(new, old):
            progress['back'] = ' and the word ' + REPLACE
    except:
        if not may_replace:
            raise Stop('The file of the server is not well-formed XML, so what it would lose is not known: ' + last_error() +
                       '.' + on_purpose)
    if not lost:
        return
    names = plain(', '.join(lost))
    if not may_replace:
        raise Stop('The new file lacks elements that the file of the server has: ' + names + '. Make it from that of the '
                   'server, which is ' + backup + '.' + on_purpose)
    say('WARNING: the elements ' + names + ' of the file of the server are gone when the new one is checked in')


def make_folder(path):
    if not File(path).mkdirs() and not os.path.isdir(path):
        raise Stop('The folder ' + path + ' cannot be made')
    # The service takes slashes on Windows too, and backslashes nowhere.
    return path.replace('\\', '/')


def make_own_folder(path):
    # Two runs may start in the same second, and neither may write over the backup of the other.
    make_folder(os.path.dirname(path))
    for end in [''] + ['-%d' % number for number in range(2, 100)]:
        if File(path + end).mkdir():
            return path + end
    raise Stop('The folder ' + path + ' cannot be made')


def check_out(folder, cell):
    MobileConfigService.checkOutConfig(make_folder(folder), cell)
    path = os.path.join(folder, FILE)
    if not os.path.isfile(path):
        raise Stop('checkOutConfig has put no ' + FILE + ' into ' + folder)
    return path


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
        raise Stop('checkInConfig has not taken the file; what it printed above tells why')
    if after != new:
        say('   The server has changed the file while checking it in; that is its own business.')


def replace_config(new, expected, may_replace, cell, folder):
    working = os.path.join(folder, 'checked-out')
    path = check_out(working, cell)
    old = read(path)
    backup = os.path.join(folder, FILE)
    write(backup, old)
    if read(backup) != old:
        raise Stop('The backup ' + backup + ' is not what was written')
    progress['backup'] = backup
    say('2. Checked out; the backup is ' + backup)
    if old == new:
        say('3. The server has this file already, so it is not checked in again')
        progress['checked in'] = 'yes'
        progress['backup'] = ''
        return
    if expected is not None and old != expected:
        raise Stop('The file on the server is not the one that the new file was made from: somebody has changed it on the '
                   'server. Bring that change into the repository first; the file of the server is ' + backup)
    refuse_loss(old, new, backup, may_replace)
    write(path, new)
    if read(path) != new:
        raise Stop(path + ' is not what was written')
    progress['doing'] = 'checking in'
    check_in(working, cell, new, old)
    say('3. Checked in')


def synchronise(node):
    sync = AdminControl.completeObjectName('type=NodeSync,node=' + node + ',*')
    if not sync:
        return 0
    repository = AdminControl.completeObjectName('type=ConfigRepository,process=nodeagent,node=' + node + ',*')
    if not repository:
        return 0
    # A new epoch makes the next synchronisation a full one: it compares every file.
    AdminControl.invoke(repository, 'refreshRepositoryEpoch')
    if str(AdminControl.invoke(sync, 'sync')) != 'true':
        raise Stop('Node ' + node + ' was not synchronised; its SystemOut.log (nodeagent) tells why')
    return 1


def synchronise_all():
    down = []
    progress['doing'] = 'listing the nodes'
    for node in lines(AdminTask.listManagedNodes()):
        node = node.strip()
        progress['doing'] = 'synchronising node ' + node
        if synchronise(node):
            say('4. Node ' + node + ' is fully synchronised')
        else:
            down.append(node)
            say('4. Node ' + node + ' is DOWN: its node agent does not answer')
    return down


def is_running(node, server):
    return AdminControl.queryNames(
        'type=Application,name=' + APPLICATION + ',node=' + node + ',process=' + server + ',*')


def installed_on():
    # Every server, as node and name, that the application is installed on, by itself or as a member of a cluster.
    places = []
    for line in lines(AdminApp.listModules(APPLICATION, '-server')):
        for target in line[line.rfind('#') + 1:].split('+'):
            name = ObjectName(target)
            cluster = name.getKeyProperty('cluster')
            if not cluster:
                places.append((name.getKeyProperty('node'), name.getKeyProperty('server')))
                continue
            for member in lines(AdminConfig.list('ClusterMember', AdminConfig.getid('/ServerCluster:' + cluster + '/'))):
                node = AdminConfig.showAttribute(member, 'nodeName')
                places.append((node, AdminConfig.showAttribute(member, 'memberName')))
    return places


def restart_everywhere():
    restarted, resting = [], []
    progress['doing'] = 'looking where ' + APPLICATION + ' runs'
    for manager in lines(AdminControl.queryNames('type=ApplicationManager,*')):
        name = ObjectName(manager)
        node, server = name.getKeyProperty('node'), name.getKeyProperty('process')
        if not is_running(node, server):
            resting.append((node, server))
            continue
        place = server + ' of node ' + node
        progress['doing'] = 'restarting ' + APPLICATION + ' on ' + place
        progress['stopping on'] = place
        AdminControl.invoke(manager, 'stopApplication', APPLICATION)
        progress['stopped on'] = place
        AdminControl.invoke(manager, 'startApplication', APPLICATION)
        if not is_running(node, server):
            raise Stop(APPLICATION + ' did not start again')
        progress['stopping on'] = progress['stopped on'] = ''
        restarted.append((node, server))
        say('5. ' + APPLICATION + ' is restarted on ' + place)
    return restarted, resting


def apply_config(arguments):
    may_replace = len(arguments) > 1 and arguments[-1] == REPLACE
    if may_replace:
        arguments = arguments[:-1]
    if len(arguments) not in (1, 2):
        raise Stop('Give the path of the new ' + FILE + ', and after it, if you like, of the file that it was made from; '
                   'last, the word ' + REPLACE + ' where elements of the file of the server are to go')
    progress['doing'] = 'reading what was given'
    new = read(arguments[0])
    refuse_other_files(new, arguments[0])
    expected = None
    if len(arguments) == 2:
        expected = read(arguments[1])
    progress['doing'] = 'asking the deployment manager'
    cell = AdminControl.getCell()
    if APPLICATION not in lines(AdminApp.list()):
        raise Stop('No application of cell ' + cell + ' has the name ' + APPLICATION + ', or you may not see it')
    say('1. ' + plain(arguments[0]) + ' is for cell ' + plain(cell))
    stamp = time.strftime('%Y-%m-%d-%H%M%S', time.localtime(time.time()))
    progress['backups'] = os.path.join(File(os.pardir).getCanonicalPath(), 'mobile-config-backups')
    folder = make_own_folder(os.path.join(progress['backups'], stamp))

    progress['doing'] = 'checking out'
    replace_config(new, expected, may_replace, cell, folder)
    down = synchronise_all()
    restarted, resting = restart_everywhere()
    progress['doing'] = 'looking where ' + APPLICATION + ' is installed'
    installed = installed_on()
    say('Done.')
    for node in down:
        say('WARNING: node ' + node + ' is down. Start its node agent and run this again.')
    for node, server in resting:
        if (node, server) in installed:
            say('WARNING: ' + APPLICATION + ' is stopped on ' + server + ' of node ' + node + ', and was not started.')
    if not restarted:
        say('WARNING: ' + APPLICATION + ' runs on no server that answers. The file is used as soon as it is started.')
    say_how_to_go_back()


def say_how_to_go_back():
    if progress['backup']:
        say('To go back, run this script with the file from before' + progress['back'] + ': ' + progress['backup'])
    elif progress['backups']:
        say('To go back, run this script with the backup of the run that checked the file in, in ' + progress['backups'])


def explain(reason):
    say('STOPPED: ' + reason)
    if progress['stopped on']:
        say(APPLICATION + ' is STOPPED on ' + progress['stopped on'] + '. Start it there in the administration console; '
            'running this again restarts it only where it runs.')
    elif progress['stopping on']:
        say(APPLICATION + ' is perhaps stopped on ' + progress['stopping on'] + '. Look into the administration console.')
    if progress['checked in'] == 'perhaps':
        say('It is not known whether the new file was checked in. Running again is safe.')
    elif progress['checked in'] == 'no':
        say('Nothing was checked in: the deployment manager has the file that it had.')
        return
    else:
        say('The new file is checked in. When the reason is removed, running again does what is left.')
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


# The vendor's file gets a copy of the names in here, because it sets names at will and each would lose some to the other.
# With batchMode it does not ask which of several servers it is to use.
vendor = globals().copy()
vendor['batchMode'] = 1
code = 0
if len(sys.argv) > 0:
    try:
        execfile('mobileAdmin.py', vendor)
        MobileConfigService = vendor['MobileConfigService']
    except:
        explain('mobileAdmin.py cannot be used from ' + File('').getAbsolutePath() + '. Start wsadmin in the bin '
                'directory of the profile of the deployment manager. ' + last_error())
        code = 1
if not code:
    code = run(sys.argv)
if code:
    sys.exit(code)
