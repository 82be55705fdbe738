from shared import *


# The nodes and servers of a cell: a new file reaches them by a synchronisation, and Mobile by a restart.
from javax.management import ObjectName

APPLICATION = 'Mobile'


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
        raise Stop('Node ' + node + ' was not synchronised; its SystemOut.log (nodeagent) says why')
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
    progress['doing'] = 'finding where ' + APPLICATION + ' runs'
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
        say('5. ' + APPLICATION + ' was restarted on ' + place)
    return restarted, resting
