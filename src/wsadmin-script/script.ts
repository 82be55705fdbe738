/**
 * The script that puts a merged mobile-config.xml into service, for wsadmin of WebSphere 8.5 and 9. It is the same for every run
 * and every repository: no input, no value and no path of a run is in it, so none can change what it does. What it works on, it
 * gets as arguments.
 *
 * Jython is 2.1 on WebSphere 8.5: no True and False, no `with`, no `sorted`, no conditional expressions, no substring `in`.
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=scripting-using-wsadmin-scripting-jython
 * @see https://www.ibm.com/docs/en/was-nd/9.0.5?topic=scripting-synchronizing-nodes-using-wsadmin-tool
 */
export const WSADMIN_SCRIPT = String.raw`# mobile-sso-config: puts a new mobile-config.xml of HCL Connections into service
#
#   ./wsadmin.sh -lang jython -f apply-mobile-config.py <new file> [<file that it was made from>]
#
# Run it in the bin directory of the deployment manager's profile, where mobileAdmin.py is. It checks the file out, keeps a
# backup with the date in its name, checks the new one in, synchronises every node completely and restarts Mobile wherever it
# runs. It stops at the first error and says how to go back. With the second argument it also stops when the server's file is
# not the one that the new one was made from: somebody has changed it on the server. Jython 2.1 and 2.7.
import os
import sys
import time
from java.io import File, FileInputStream
from javax.management import ObjectName
from javax.xml.parsers import DocumentBuilderFactory

APPLICATION = 'Mobile'
FILE = 'mobile-config.xml'
NAMESPACE = 'http://www.ibm.com/mobile-config'


class Stop:
    def __init__(self, reason):
        self.reason = reason


# What has been done so far, for the one who has to know after an error.
progress = {'checked in': 'no', 'backup': '', 'stopped on': ''}


def say(text):
    print text


def lines(text):
    return [line for line in (text or '').splitlines() if line.strip()]


def read(path):
    if not os.path.isfile(path):
        raise Stop('There is no file ' + path)
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


def parse(path):
    factory = DocumentBuilderFactory.newInstance()
    factory.setNamespaceAware(1)
    # Nothing outside of the file is ever fetched.
    for feature in ['general-entities', 'parameter-entities']:
        factory.setFeature('http://xml.org/sax/features/external-' + feature, 0)
    factory.setFeature('http://apache.org/xml/features/nonvalidating/load-external-dtd', 0)
    builder = factory.newDocumentBuilder()
    builder.setErrorHandler(None)
    stream = FileInputStream(path)
    try:
        return builder.parse(stream).getDocumentElement()
    finally:
        stream.close()


def refuse_other_files(path):
    try:
        root = parse(path)
    except:
        raise Stop(path + ' is not well-formed XML: ' + str(sys.exc_info()[1]))
    if root.getLocalName() != 'config' or root.getNamespaceURI() != NAMESPACE:
        raise Stop(path + ' is not a mobile-config.xml: its root is not "config" of ' + NAMESPACE)


def make_folder(path):
    if not os.path.isdir(path) and not File(path).mkdirs():
        raise Stop('The folder ' + path + ' can not be made')
    # The service takes slashes on Windows too, and backslashes nowhere.
    return path.replace('\\', '/')


def check_out(folder, cell):
    MobileConfigService.checkOutConfig(make_folder(folder), cell)
    path = os.path.join(folder, FILE)
    if not os.path.isfile(path):
        raise Stop('checkOutConfig has put no ' + FILE + ' into ' + folder)
    return path


def check_in(folder, cell, new, old):
    progress['checked in'] = 'perhaps'
    try:
        MobileConfigService.checkInConfig(folder.replace('\\', '/'), cell)
    finally:
        # Some refusals are only printed, so the server is asked what it has.
        after = read(check_out(os.path.join(folder, os.pardir, 'verified'), cell))
        if after == old:
            progress['checked in'] = 'no'
    if after == old:
        raise Stop('checkInConfig has not taken the file; what it printed above tells why')
    progress['checked in'] = 'yes'
    if after != new:
        say('   The server has changed the file while checking it in; that is its own business.')


def replace_config(new, expected, cell, folder):
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
    write(path, new)
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
    for node in lines(AdminTask.listManagedNodes()):
        node = node.strip()
        if synchronise(node):
            say('4. Node ' + node + ' is fully synchronised')
        else:
            down.append(node)
            say('4. Node ' + node + ' is DOWN: its node agent does not answer')
    return down


def is_running(node, server):
    return AdminControl.queryNames(
        'type=Application,name=' + APPLICATION + ',node=' + node + ',process=' + server + ',*')


def restart_everywhere():
    restarted = 0
    for manager in lines(AdminControl.queryNames('type=ApplicationManager,*')):
        name = ObjectName(manager)
        node, server = name.getKeyProperty('node'), name.getKeyProperty('process')
        if not is_running(node, server):
            continue
        progress['stopped on'] = server + ' of node ' + node
        AdminControl.invoke(manager, 'stopApplication', APPLICATION)
        AdminControl.invoke(manager, 'startApplication', APPLICATION)
        if not is_running(node, server):
            raise Stop(APPLICATION + ' did not start again')
        progress['stopped on'] = ''
        restarted = restarted + 1
        say('5. ' + APPLICATION + ' is restarted on ' + server + ' of node ' + node)
    return restarted


def apply_config(arguments):
    if len(arguments) not in (1, 2):
        raise Stop('Give the path of the new ' + FILE + ', and after it, if you like, of the file that it was made from')
    new = read(arguments[0])
    refuse_other_files(arguments[0])
    expected = None
    if len(arguments) == 2:
        expected = read(arguments[1])
    cell = AdminControl.getCell()
    say('1. ' + arguments[0] + ' is for cell ' + cell)
    stamp = time.strftime('%Y-%m-%d-%H%M%S', time.localtime(time.time()))
    folder = os.path.join(os.path.abspath(os.pardir), 'mobile-config-backups', stamp)
    if os.path.exists(folder):
        raise Stop(folder + ' is there already; wait a second and run again')
    make_folder(folder)

    replace_config(new, expected, cell, folder)
    down = synchronise_all()
    restarted = restart_everywhere()
    say('Done.')
    for node in down:
        say('WARNING: node ' + node + ' is down. It gets the file and uses it when its node agent and servers are started.')
    if not restarted:
        say('WARNING: ' + APPLICATION + ' runs on no server that answers. The file is used as soon as it is started.')
    say_how_to_go_back()


def say_how_to_go_back():
    if progress['backup']:
        say('To go back, run this script with the file from before: ' + progress['backup'])


def explain(reason):
    say('STOPPED: ' + reason)
    if progress['stopped on']:
        say(APPLICATION + ' is STOPPED on ' + progress['stopped on'] + '. Start it there in the administration console.')
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
        kind, error = sys.exc_info()[:2]
        explain(str(kind) + ': ' + str(error))
    return 1


# At the top level, because it defines MobileConfigService for this file.
if len(sys.argv) > 0:
    execfile('mobileAdmin.py')
code = run(sys.argv)
if code:
    sys.exit(code)
`
