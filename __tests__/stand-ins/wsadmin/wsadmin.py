# Stands in for wsadmin on a deployment manager: the scripting objects that the script uses, over a cell that is kept in files.
#
#   jython wsadmin.py <cell.json> <script> [<argument> ...]
#
# The current folder is the bin directory of the profile. cell.json says which nodes and servers there are and how they behave,
# and holds afterwards what became of them. The master configuration is in <profile>/config, what a node has got in
# <profile>/nodes/<node>, and a server remembers which file Mobile was started with.
import hashlib
import json
import os
import shutil
import sys

from java.lang import Exception as JavaException
from javax.management import ObjectName

STATE = os.path.abspath(sys.argv[1])
SCRIPT = os.path.abspath(sys.argv[2])
PROFILE = os.path.abspath(os.pardir)
FILE = 'mobile-config.xml'


class ScriptingException(JavaException):
    pass


with open(STATE) as stream:
    cell = json.load(stream)
events = []


def save():
    cell['events'] = events
    with open(STATE, 'w') as stream:
        json.dump(cell, stream)


def master():
    return os.path.join(PROFILE, 'config', 'cells', cell['name'], 'LotusConnections-config', FILE)


def node_file(node):
    return os.path.join(PROFILE, 'nodes', node, FILE)


def digest(path):
    with open(path, 'rb') as stream:
        return hashlib.sha256(stream.read()).hexdigest()


class NodeSync:
    """What the node agent does; one that is down has no such MBean."""
    def __init__(self, node):
        self.node = node

    def sync(self):
        if self.node['agent'] == 'hangs':
            raise ScriptingException('java.net.SocketTimeoutException: Async operation timed out')
        if self.node.get('refusesSync'):
            return 'false'
        # Without a new epoch a node takes for known what was changed behind the back of the repository.
        events.append('sync %s %s' % (self.node['name'], self.node.pop('epoch', None) and 'full' or 'partial'))
        folder = os.path.dirname(node_file(self.node['name']))
        if not os.path.isdir(folder):
            os.makedirs(folder)
        shutil.copyfile(master(), node_file(self.node['name']))
        return 'true'


class ConfigRepository:
    def __init__(self, node):
        self.node = node

    def refreshRepositoryEpoch(self):
        self.node['epoch'] = True
        return '1'


class ApplicationManager:
    def __init__(self, node, server):
        self.node, self.server = node, server

    def _refuse_unless(self, application, wanted):
        if application not in self.server.get('installed', ['Mobile']):
            raise ScriptingException('ADMA0024E: application %s is not installed' % application)
        if self.server['mobile'] != wanted:
            raise ScriptingException('WSVR0217I: application %s is %s' % (application, self.server['mobile']))

    def stopApplication(self, application):
        self._refuse_unless(application, 'running')
        if self.server.get('failsToStop'):
            # In the language of the server, as WebSphere does.
            raise ScriptingException(u'WSVR0102E: Fehler beim Stoppen f\u00fcr %s \u65e5' % application)
        self.server['mobile'] = 'stopped'
        events.append('stop %s on %s' % (application, self.server['name']))

    def startApplication(self, application):
        self._refuse_unless(application, 'stopped')
        if self.server.get('failsToStart'):
            raise ScriptingException('WSVR0101W: an error occurred starting %s' % application)
        if self.server.get('staysDown'):
            return
        self.server['mobile'] = 'running'
        self.server['startedWith'] = digest(node_file(self.node['name']))
        events.append('start %s on %s' % (application, self.server['name']))


def beans():
    """Every MBean that answers now, by its object name."""
    found = {}

    def register(bean, **keys):
        properties = ','.join(['%s=%s' % pair for pair in sorted(keys.items())])
        found['WebSphere:cell=%s,%s' % (cell['name'], properties)] = bean

    for node in cell['nodes']:
        if node['agent'] != 'down':
            register(NodeSync(node), type='NodeSync', name='nodeSync', node=node['name'], process='nodeagent')
            register(ConfigRepository(node), type='ConfigRepository', name='repository', node=node['name'], process='nodeagent')
            register(object(), type='ApplicationManager', name='ApplicationManager', node=node['name'], process='nodeagent')
        for server in node['servers']:
            if server.get('down'):
                continue
            place = {'node': node['name'], 'process': server['name']}
            register(ApplicationManager(node, server), type='ApplicationManager', name='ApplicationManager', **place)
            if server['mobile'] == 'running':
                register(object(), type='Application', name='Mobile', **place)
    register(object(), type='ConfigRepository', name='repository', node='dmgrNode', process='dmgr')
    return found


class AdminControlObject:
    def getCell(self):
        return cell['name']

    def queryNames(self, pattern):
        query = ObjectName('WebSphere:' + pattern)
        return '\n'.join(sorted([name for name in beans() if query.apply(ObjectName(name))]))

    def completeObjectName(self, pattern):
        return (self.queryNames(pattern).splitlines() or [''])[0]

    def invoke(self, name, operation, arguments=''):
        bean = beans().get(name)
        if bean is None:
            raise ScriptingException('WASX7017E: no MBean %s' % name)
        if not hasattr(bean, operation):
            raise ScriptingException('WASX7025E: %s has no operation %s' % (name, operation))
        result = getattr(bean, operation)(*arguments.split())
        save()
        return result


class AdminTaskObject:
    def listManagedNodes(self):
        return '\r\n'.join([node['name'] for node in cell['nodes']])


class AdminAppObject:
    def list(self):
        return '\n'.join(['Homepage'] + [name for name in ['Mobile'] if not cell.get('lacksMobile')])

    def listModules(self, application, option):
        if application not in self.list().splitlines() or option != '-server':
            raise ScriptingException('WASX7280E: application %s does not exist' % application)
        targets = ['WebSphere:cell=%s,cluster=mobileCluster' % cell['name']]
        for node in cell['nodes']:
            for server in node['servers']:
                if server['mobile'] != 'not installed' and not server.get('isMember'):
                    targets.append('WebSphere:cell=%s,node=%s,server=%s' % (cell['name'], node['name'], server['name']))
        return '\n'.join(['Mobile#%s.war+WEB-INF/web.xml#%s' % (module, '+'.join(targets)) for module in ['mobile', 'web']])


class AdminConfigObject:
    """What a session has changed is in cell['session'] until it is saved."""
    def hasChanges(self):
        return 'session' in cell and 1 or 0

    def save(self):
        with open(master(), 'wb') as stream:
            stream.write(cell.pop('session'))
        events.append('save')

    def reset(self):
        cell.pop('session', None)

    def getid(self, path):
        return path == '/ServerCluster:mobileCluster/' and 'mobileCluster(cells/x/clusters/mobileCluster|cluster.xml)' or ''

    def list(self, kind, scope):
        if kind != 'ClusterMember' or not scope:
            raise ScriptingException('WASX7015E: no %s in %s' % (kind, scope))
        return '\n'.join(sorted(self._members()))

    def showAttribute(self, member, attribute):
        return self._members()[member][attribute]

    def _members(self):
        found = {}
        for node in cell['nodes']:
            for server in node['servers']:
                if server.get('isMember'):
                    found['%s(cells/x/clusters/mobileCluster|cluster.xml#%s)' % (server['name'], server['name'])] = {
                        'nodeName': node['name'], 'memberName': server['name']}
        return found


AdminApp = AdminAppObject()
AdminConfig = AdminConfigObject()
AdminControl = AdminControlObject()
AdminTask = AdminTaskObject()
sys.argv = sys.argv[3:]
try:
    execfile(SCRIPT)
finally:
    # What is not saved is lost with the session.
    AdminConfig.reset()
    save()
