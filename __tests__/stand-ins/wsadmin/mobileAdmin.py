# Stands in for the vendor's mobileAdmin.py, which lies in the bin directory of the deployment manager's profile. It refuses what
# the vendor's refuses: a check-in without a check-out in the same session, another cell, a folder that is not there, and a file
# that the schema does not allow. As the vendor's files do, it sets names as it likes, relies on them later, and asks which server
# to use unless it is told not to.
from java.lang import Exception
from javax.xml.parsers import DocumentBuilderFactory

lines = 'names of its own'
progress = run = read = None
FILE = 'mobile-config.xml'
try:
    batchMode
except NameError:
    while not sys.stdin.readline().strip():
        print 'Which service do you want to connect to?'


class MobileConfigServiceObject:
    def __init__(self):
        self.checkedOut = []

    def _refuse(self, folder, name):
        if name != cell['name']:
            raise ScriptingException('CLFRA0014E: there is no cell ' + name)
        if folder.find('\\') >= 0 or not os.path.isdir(folder):
            raise ScriptingException('CLFRA0002E: there is no folder ' + folder)

    def checkOutConfig(self, folder, name):
        self._refuse(folder, name)
        content = cell.get('session')
        if content is None:
            content = open(master(), 'rb').read()
        if lines != 'names of its own':
            raise ScriptingException('CLFRA0001E: the names of this file were taken away')
        with open(os.path.join(folder, FILE), 'wb') as stream:
            stream.write(content)
        with open(os.path.join(folder, FILE.replace('.xml', '.xsd')), 'wb') as stream:
            stream.write('<schema/>')
        self.checkedOut.append(folder)
        events.append('check out')
        print 'Mobile configuration file successfully checked out'

    def checkInConfig(self, folder, name):
        self._refuse(folder, name)
        if folder not in self.checkedOut:
            raise ScriptingException('CLFRA0007E: the configuration was not checked out in this session')
        if cell.get('checkIn') == 'prints an error':
            print 'CLFRA0099E: the file is locked by another session'
            return
        root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(os.path.join(folder, FILE)).getDocumentElement()
        types = root.getElementsByTagName('AuthType')
        if types.getLength() != 1 or types.item(0).getTextContent() not in ['TAM', 'SiteMinder', 'Form', 'Basic', 'SPNEGO', 'OAuth']:
            raise ScriptingException('CLFRA0012E: cvc-enumeration-valid: the value of AuthType is not one of the enumeration')
        cell['session'] = open(os.path.join(folder, FILE), 'rb').read()
        if cell.get('checkIn') == 'is in conflict':
            raise ScriptingException('ADMS0104E: the document was changed by another session')
        events.append('check in')
        if cell.get('checkIn') == 'leaves the save to the caller':
            return
        AdminConfig.save()
        if cell.get('checkIn') == 'loses the answer':
            raise ScriptingException('ADMC0009E: the connection was reset')
        print 'Mobile configuration file successfully checked in'


MobileConfigService = MobileConfigServiceObject()
