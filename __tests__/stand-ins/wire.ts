import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LateFault, WireAnswer } from './faults.ts'

/** Sends an answer, or what a fault makes of it. */
export function sendOverWire(response: ServerResponse, whole: WireAnswer, fault?: LateFault): void {
  const altered = fault && 'alter' in fault ? fault.alter(whole) : whole
  if (altered === 'hang') return
  if (altered === 'cut') {
    response.destroy()
    return
  }
  const { status, headers, text } = altered
  const cutAfter = fault && 'destroyAfterBytes' in fault ? fault.destroyAfterBytes : altered.cutAfter
  response.writeHead(status, headers)
  if (cutAfter === undefined) response.end(text)
  else response.write(text.slice(0, cutAfter), () => response.destroy())
}

/**
 * Refuses connections, those that are open included, as a service does whose process is gone.
 * @returns listens again, at the same port
 */
export function refuseConnections(server: Server): () => Promise<void> {
  const { port } = server.address() as AddressInfo
  server.close()
  server.closeAllConnections()
  return async () => {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  }
}
