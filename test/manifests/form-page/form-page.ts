/** An organisation with a form on one origin, our server on another, and a browser to look at both. */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Frame, Page } from 'playwright-core'
import { build } from 'vite'
import { bundles } from '../../../manifests/dynamics365/build/bundles.ts'
import { lcids, strings } from '../../../manifests/dynamics365/build/strings.ts'
import { launchChromium } from '../../chromium.ts'

/** What a form binds to the control, and what the platform says besides. */
export interface ShownOnForm {
  entityId?: string | null
  entityName?: string
  backendUrl?: string
  installationId?: string
  contextInfo?: { entityId?: string; entityTypeName?: string }
  languageId?: number
  design?: { tokenTheme: Record<string, string>; isDarkTheme: boolean }
  allocatedHeight?: number
}

/** As documented for model-driven apps, without the platform's own hosts. */
const strict =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; " +
  "connect-src 'self' blob: data: wss:; frame-src 'self' blob:; font-src 'self' data:; base-uri 'none'"

export async function formPage() {
  const built = await bundles('')
  const host = await hostScript()
  const words = strings()
  const byLcid = Object.fromEntries(Object.entries(lcids).map(([lcid, language]) => [lcid, words[language]]))

  const organization = await serve({
    '/form': file('form.html'),
    '/form.js': file('form.js'),
    '/strings.js': `window.strings = ${JSON.stringify(byLcid)}`,
    '/bundle.js': built.control,
    '/old/form': file('web-resource-form.html'),
    '/old/form.js': file('web-resource-form.js'),
    '/WebResources/dth_/dealthread/card.html': readFileSync(
      'manifests/dynamics365/webresource/card.html',
      'utf8',
    ),
    '/WebResources/dth_/dealthread/card.js': built.page,
    '/WebResources/dth_/dealthread/form.js': built.form,
  })
  const chat = await serve({
    '/dynamics/card': file('card.html'),
    '/card.js': file('card.js'),
    '/host.js': host,
  })
  // Answers, and says nothing to the form.
  const mute = await serve({ '/dynamics/card': '<!doctype html><title>Nothing</title>' })
  const browser = await launchChromium()

  return {
    organization: organization.origin,
    server: chat.origin,
    mute: mute.origin,
    requests: chat.requests,
    browser,

    /** A person's window with the form in it. */
    async open(path = '/form'): Promise<Page> {
      const page = await browser.newPage()
      page.setDefaultTimeout(10_000)
      await page.goto(`${organization.origin}${path}`)
      return page
    },

    async stop() {
      await browser.close()
      for (const { close } of [organization, chat, mute]) close()
    },
  }
}

export type FormPage = Awaited<ReturnType<typeof formPage>>

/** The framed page once it has reached its host; the last one on the form, or the one at that place. */
export async function connected(page: Page, place = 0): Promise<Frame> {
  const element = await page.locator('iframe').nth(place).elementHandle()
  const frame = await element?.contentFrame()
  // A handle would keep the frame from being forgotten.
  await element?.dispose()
  if (!frame) throw new Error('there is no frame')
  await frame.waitForFunction('window.host')
  return frame
}

export async function hostScript(): Promise<string> {
  const lib = { entry: 'crm-adapters/dynamics365/host.ts', formats: ['iife' as const], name: 'dynamics' }
  const made = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: { write: false, lib },
  })
  const [output] = Array.isArray(made) ? made : [made]
  if (!output || !('output' in output)) throw new Error('the adapter was not built')
  return output.output[0].code
}

const file = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')

export async function serve(files: Record<string, string>) {
  const requests: string[] = []
  const server: Server = createServer(answer)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo

  function answer({ url = '' }: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    requests.push(url)
    const body = files[pathname]
    if (body === undefined) return response.writeHead(404).end()
    response.setHeader('Content-Type', pathname.endsWith('.js') ? 'text/javascript' : 'text/html')
    if (searchParams.has('strict')) response.setHeader('Content-Security-Policy', strict)
    response.end(body)
  }

  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
