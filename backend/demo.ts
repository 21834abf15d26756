/** `npm start`: the backend beside a local portal with people, deals and months of talk in it. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startPortal } from '../crm-adapters/bitrix24/portal/portal.ts'
import { furnish } from './demo/furnish.ts'
import { demoSecret } from './demo/secret.ts'
import { root } from './root.ts'
import { start } from './serve.ts'
import { readSettings } from './settings.ts'

const application = { clientId: 'local.dealthread', clientSecret: 'known to everybody: it is a demo' }

try {
  await demo()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function demo() {
  const port = Number(process.env.PORT ?? 3000)
  const portalPort = Number(process.env.PORTAL_PORT ?? port + 1)
  const folder = process.env.DATA_DIR ?? join(root, 'data')
  const address = `http://127.0.0.1:${port}`
  mkdirSync(folder, { recursive: true, mode: 0o700 })

  const portal = await startPortal({
    port: portalPort,
    app: { ...application, installUrl: `${address}/bitrix24/install`, cardUrl: `${address}/bitrix24/card` },
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new Error(
      `Port ${portalPort} is taken, and the local portal needs it. Choose others: PORT=${port + 10} npm start`,
    )
  })

  const settings = readSettings({
    LOG_LEVEL: 'error',
    SECRET_KEY: demoSecret(folder),
    ...process.env,
    PORT: String(port),
    DATA_DIR: folder,
    PUBLIC_URL: address,
    BITRIX24_CLIENT_ID: application.clientId,
    BITRIX24_CLIENT_SECRET: application.clientSecret,
    BITRIX24_OAUTH_HOSTS: portal.oauthOrigin,
    ALLOW_LOOPBACK_PORTALS: '1',
    NODE_ENV: 'development',
  })
  const running = await start(settings, () => portal.stop())
  await furnish(running, portal)

  console.log(`
Dealthread is ready.

  Local CRM portal           ${portal.origin}/
  A deal as its manager      ${portal.cardUrl('7', 1204)}
  The same as a colleague    ${portal.cardUrl('9', 1204)}   (in a second window)
  2,200 messages in a deal   ${portal.cardUrl('7', 1207)}

Open a deal and choose its tab «Чат». Data: ${folder}. Ctrl-C stops.
`)
}
