/** `npm start`: the backend beside a local portal and a local organization, with people, deals and months of talk in both. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startPortal } from '../crm-adapters/bitrix24/portal/portal.ts'
import { guidOf, type LocalOrganization } from '../crm-adapters/dynamics365/organization/organization.ts'
import { connect } from './demo/connect.ts'
import { furnish } from './demo/furnish.ts'
import { application as inEntra, openOrganization } from './demo/organization.ts'
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
  }).catch(taken(port))
  const ports = { organization: portalPort + 1, entra: portalPort + 2 }
  const organization = await openOrganization(ports, address).catch(taken(port))

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
    DYNAMICS_CLIENT_ID: inEntra.clientId,
    DYNAMICS_CLIENT_SECRET: inEntra.clientSecret,
    DYNAMICS_CLOUD: `${organization.entraOrigin} ${organization.entraOrigin}`,
    ALLOW_LOOPBACK_PORTALS: '1',
    NODE_ENV: 'development',
  })
  const running = await start(settings, async () => {
    await Promise.all([portal.stop(), organization.stop()])
  })
  const deals = portal.deals.map(({ id }) => id)
  await furnish(running, portal, { deals })
  await connect(running, organization, { deals })

  console.log(`
Dealthread is ready.

  Bitrix24, as a local portal      ${portal.origin}/
    A deal as its manager          ${portal.cardUrl('7', 1204)}
    The same as a colleague        ${portal.cardUrl('9', 1204)}   (in a second window)
    2,200 messages in a deal       ${portal.cardUrl('7', 1207)}

  Dynamics 365, locally            ${organization.origin}/
    The same deal as its manager   ${formUrl(organization, 7, 1204)}
    The same as a colleague        ${formUrl(organization, 9, 1204)}   (in a second window)

Open a deal and choose its tab «Чат». Data: ${folder}. Ctrl-C stops.
`)
}

/** One of the ports of those beside us. */
function taken(port: number) {
  return (error: NodeJS.ErrnoException & { port?: number }): never => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new Error(
      `Port ${error.port} is taken, and the demo needs it. Choose others: PORT=${port + 10} npm start`,
    )
  }
}

function formUrl({ origin }: LocalOrganization, person: number, deal: number): string {
  const asked = {
    pagetype: 'entityrecord',
    etn: 'opportunity',
    id: guidOf('opportunity', deal),
    as: String(person),
  }
  return `${origin}/main.aspx?${new URLSearchParams(asked)}`
}
