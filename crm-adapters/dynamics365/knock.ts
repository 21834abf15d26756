/** How a framed page gets its port: it knocks at the window that frames it. */
import { type Knock, protocol, type Told, type Welcome } from './frame.ts'

const PATIENCE = 6_000

type Begin = Extract<Told, { tell: 'begin' }>

/** Only a welcome of that origin, from the window that frames us, is believed. Throws when there is none within 6 s. */
export function knock(organization: string): Promise<{ port: MessagePort; begin: Begin }> {
  return new Promise((resolve, reject) => {
    let port: MessagePort | undefined
    const silence = setTimeout(() => {
      leave()
      port?.close()
      reject(new Error(`${organization} did not answer within ${PATIENCE} ms`))
    }, PATIENCE)

    window.addEventListener('message', welcomed)
    const greeting: Knock = { dealthread: 'knock', protocol }
    window.parent.postMessage(greeting, organization)

    function welcomed({ source, origin, data, ports }: MessageEvent<Partial<Welcome> | null>) {
      if (source !== window.parent || origin !== organization) return
      if (data?.dealthread !== 'welcome' || !ports[0]) return
      window.removeEventListener('message', welcomed)
      port = ports[0]
      port.onmessage = begun
    }

    function begun({ data }: MessageEvent<Told>) {
      if (data?.tell !== 'begin' || !port) return
      leave()
      resolve({ port, begin: data })
    }

    function leave() {
      clearTimeout(silence)
      window.removeEventListener('message', welcomed)
    }
  })
}
