/** Connects the local organization as its administrator does in the wizard, and lets its people have talked before. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { guidOf, type LocalOrganization } from '../../crm-adapters/dynamics365/organization/organization.ts'
import type {
  Answer,
  FormChange,
  Grant,
  Lending,
  SettingUp,
  SignedIn,
  SignIn,
} from '../../crm-adapters/port.ts'
import { root, version } from '../root.ts'
import type { Running } from '../serve.ts'
import { letTalk } from './talk.ts'

const ADMIN = 1

/** @param deals numbers of those the story has talk for */
export async function connect(
  running: Running,
  organization: LocalOrganization,
  { deals }: { deals: number[] },
) {
  const { parts, url } = running
  const host = parts.brokers.at('dynamics365')?.host
  if (!host) throw new Error('The server was started without Dynamics 365.')
  const { signIn, settingUp } = host
  organization.entra.consent()
  const who = await signedIn(signIn, organization, url)
  const lending = allowed(await settingUp.prove(organization.origin, who))
  allowed(await settingUp.bringPackage(lending, solution()))
  allowed(await settingUp.admitUs(lending))
  const installing = allowed(await signIn.installing(organization.origin, who))
  await parts.arrivals.admit(installing)
  allowed(await parts.arrivals.bind(installing.portal, who.lent))
  await putTabs(settingUp, lending, url)
  const { company } = installing.portal
  await parts.readPeople(company)
  await letTalk(running, {
    company,
    deals,
    person: (number) => guidOf('systemuser', Number(number)),
    deal: (number) => guidOf('opportunity', number),
  })
}

/** The administrator in a browser in which he is signed in already: Entra sends him back without a question. */
async function signedIn(signIn: SignIn, organization: LocalOrganization, url: string) {
  const redirectUri = new URL('/dynamics/signed-in', url).href
  const begun = allowed(await signIn.begin({ redirectUri, lending: organization.origin }))
  const cookie = organization.entra.signedIn(organization.person(ADMIN).objectId)
  const answer = await fetch(begun.url, { headers: { cookie }, redirect: 'manual' })
  const back = new URL(answer.headers.get('location') ?? '', url)
  const who = allowed(await signIn.finish(begun, Object.fromEntries(back.searchParams)))
  if (!hasLent(who)) throw new Error('The administrator of the local organization has lent no rights.')
  return who
}

const hasLent = (who: SignedIn): who is SignedIn & { lent: Grant } => who.lent !== null

function solution(): Uint8Array {
  const file = join(root, 'dist', 'solutions', `Dealthread_${version}_managed.zip`)
  if (!existsSync(file)) throw new Error(`${file} is missing: npm run build:solution makes it.`)
  return readFileSync(file)
}

/** Every main form on which people look at records that may have a chat, and our own page at the side of the app. */
async function putTabs(settingUp: SettingUp, lending: Lending, url: string) {
  const changes: FormChange[] = []
  for (const form of allowed(await settingUp.forms(lending, url)))
    changes.push(allowed(await settingUp.change(lending, form.id, url)))
  allowed(await settingUp.write(lending, changes))
}

function allowed<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value
  throw new Error(`The local organization could not be connected: ${answer.message} (${answer.reason}).`)
}
