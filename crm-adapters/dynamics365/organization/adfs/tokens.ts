/** Tokens of an AD FS: people by what Active Directory calls them. */
import { createHash } from 'node:crypto'
import { minted } from '../entra/tokens.ts'
import type { Account, Entra } from '../entra/world.ts'

/** Seconds. */
const LIFE = 3600

export const issuerOf = ({ origin }: Entra) => `${origin}/adfs`

export function idToken(adfs: Entra, clientId: string, account: Account, nonce: string | undefined) {
  return minted(adfs, LIFE, {
    aud: clientId,
    iss: issuerOf(adfs),
    sub: createHash('sha256').update(`${account.objectId} ${clientId}`).digest('base64'),
    ...namesOf(account),
    ...(nonce !== undefined && { nonce }),
  })
}

/** For an organization, in the name of whoever has signed in or of the application's own account. */
export function accessToken(adfs: Entra, clientId: string, account: Account, resource: string) {
  return minted(adfs, LIFE, {
    aud: resource,
    iss: `${adfs.origin}/adfs/services/trust`,
    ...namesOf(account),
    appid: clientId,
    ver: '1.0',
  })
}

function namesOf({ objectId, username }: Account) {
  return {
    upn: username,
    unique_name: `VECTRANA\\${username.split('@')[0]}`,
    primarysid: `S-1-5-21-3623811015-3361044348-30300820-${Number.parseInt(objectId.slice(-8), 16) + 1000}`,
  }
}
