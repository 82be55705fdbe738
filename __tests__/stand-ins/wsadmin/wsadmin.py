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

    def list(self, kind, scope=None):
        """A line for each object of a type, within the object that a configuration ID names. A name with a blank is in quotes."""
        if kind not in ['ClusterMember', 'TAInterceptor', 'Property']:
            raise ScriptingException('WASX7015E: exception running command: the type %s is not valid' % kind)
        if kind == 'ClusterMember':
            if not scope:
                raise ScriptingException('WASX7015E: no %s in %s' % (kind, scope))
            return os.linesep.join(sorted(self._members()))
        if scope and scope not in self._security():
            raise ScriptingException('WASX7015E: exception running command: the containment path or configuration ID %s is not valid' % scope)
        return os.linesep.join([name for name, (type, parent, _) in sorted(self._security().items())
                                if type == kind and scope in [None, parent]])

    def showAttribute(self, name, attribute):
        if name in self._members():
            return self._members()[name][attribute]
        if name not in self._security():
            raise ScriptingException('WASX7015E: exception running command: the containment path or configuration ID %s is not valid' % name)
        kind, _, attributes = self._security()[name]
        known = {'TAInterceptor': ['interceptorClassName', 'trustProperties'],
                 'Property': ['name', 'value', 'description', 'required', 'validationExpression']}
        if attribute not in known[kind]:
            raise ScriptingException('WASX7015E: exception running command: the attribute %s is not valid for type %s' % (attribute, kind))
        if attribute == 'trustProperties':
            raise ScriptingException('WASX7015E: this stand-in lists them by AdminConfig.list only')
        return attributes.get(attribute)

    def _changed(self, *arguments):
        events.append('change of the configuration')
        raise ScriptingException('WASX7015E: nothing in here is to be changed by a script')

    create = modify = remove = unsetAttributes = resetAttributes = _changed

    def _security(self):
        """Type, parent and attributes of what security.xml and the security domains hold, by configuration ID."""
        found = {}
        for number, interceptor in enumerate(cell.get('interceptors', [])):
            place = interceptor.get('place', 'cells/%s|security.xml' % cell['name'])
            parent = '(%s#TAInterceptor_%d)' % (place, number + 1)
            found[parent] = ('TAInterceptor', None, {'interceptorClassName': interceptor['className']})
            for index, (name, value) in enumerate(interceptor['properties']):
                each = '%s(%s#Property_%d)' % (name, place, 1000 * number + index)
                if ' ' in each:
                    each = '"%s"' % each
                found[each] = ('Property', parent, {'name': name, 'value': value})
        return found

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
except SystemExit, end:
    # Not every wsadmin hands the exit code of a script on.
    sys.exit({'lost': 0, 'always 105': 105}.get(cell.get('exitCodes'), end.code))
finally:
    # What is not saved is lost with the session.
    AdminConfig.reset()
    save()
