# What the scripts that apply and export have in common.
import os
import sys
from java.io import File
from java.lang import String

FILE = 'mobile-config.xml'

# What has been done so far, for the one who has to know after an error, and what is never to be said.
progress = {'doing': 'starting', 'secrets': []}


class Stop:
    def __init__(self, reason):
        self.reason = reason


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
    if read(path) != content:
        raise Stop(plain(path) + ' is not what was written')


def bytes_of(content):
    # Each character of what was read is a byte.
    return String(content).getBytes('ISO-8859-1')


def make_folder(path):
    if not File(path).mkdirs() and not os.path.isdir(path):
        raise Stop('The folder ' + plain(path) + ' cannot be created')
    # The service takes slashes on Windows too, and backslashes nowhere.
    return path.replace('\\', '/')


def load_service():
    # The vendor's file gets a copy of the names in here, because it sets names at will and each would lose some to the
    # other. With batchMode it does not ask which of several servers it is to use.
    global MobileConfigService
    vendor = globals().copy()
    vendor['batchMode'] = 1
    try:
        execfile('mobileAdmin.py', vendor)
        MobileConfigService = vendor['MobileConfigService']
    except:
        raise Stop('mobileAdmin.py cannot be used from ' + plain(File('').getAbsolutePath()) + '. Start wsadmin in the bin '
                   'directory of the profile of the deployment manager. ' + last_error())


def check_out(folder, cell):
    MobileConfigService.checkOutConfig(make_folder(folder), cell)
    path = os.path.join(folder, FILE)
    if not os.path.isfile(path):
        raise Stop('checkOutConfig put no ' + FILE + ' into ' + plain(folder))
    return path
