# Runs wsadmin.py again and again in one virtual machine, because its start takes several times as long as a run. Each run has modules,
# arguments and streams of its own.
#
#   jython many-runs.py
#
# A line of standard input is {"parameters": [<path of wsadmin.py>, <its arguments> ...]}, and the line that answers it is
# {"code": <exit code>, "log": <standard output and error>}.
import json
import sys
import traceback

from java.io import ByteArrayInputStream, ByteArrayOutputStream
from org.python.core import PyStringMap, PySystemState
from org.python.util import PythonInterpreter


def run(parameters):
    state = PySystemState()
    state.argv[:] = [parameter.encode('utf-8') for parameter in parameters]
    interpreter = PythonInterpreter(PyStringMap(), state)
    log = ByteArrayOutputStream()
    interpreter.setOut(log)
    interpreter.setErr(log)
    # Nobody answers a question.
    interpreter.setIn(ByteArrayInputStream(''))
    interpreter.set('__name__', '__main__')
    code = 0
    try:
        interpreter.execfile(parameters[0])
    except SystemExit, end:
        code = end.code
    except:
        log.write(traceback.format_exc())
        code = 1
    interpreter.cleanup()
    return {'code': code, 'log': log.toString('UTF-8')}


while 1:
    line = sys.stdin.readline()
    if not line:
        break
    sys.stdout.write(json.dumps(run(json.loads(line)['parameters'])) + '\n')
    sys.stdout.flush()
