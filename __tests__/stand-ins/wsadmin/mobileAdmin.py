# Stands in for the vendor's mobileAdmin.py, which lies in the bin directory of the deployment manager's profile. It refuses what
# the vendor's refuses: a check-in without a check-out in the same session, another cell, a folder that is not there, and a file
# that the schema does not allow.
from javax.xml.parsers import DocumentBuilderFactory


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
        shutil.copyfile(master(), os.path.join(folder, FILE))
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
        shutil.copyfile(os.path.join(folder, FILE), master())
        events.append('check in')
        if cell.get('checkIn') == 'loses the answer':
            raise ScriptingException('ADMC0009E: the connection was reset')
        print 'Mobile configuration file successfully checked in'


MobileConfigService = MobileConfigServiceObject()
