/** Refusals of Entra by the numbers they are known by. */

export type Aadsts =
  | 50011
  | 50034
  | 50057
  | 50058
  | 50076
  | 54005
  | 65001
  | 65004
  | 70008
  | 70011
  | 90014
  | 90094
  | 501481
  | 700016
  | 700027
  | 700082
  | 7000215
  | 7000222
  | 9002313
  | 90002

const known: Record<Aadsts, [error: string, words: string]> = {
  50011: [
    'invalid_request',
    'The redirect URI specified in the request does not match those configured for the application.',
  ],
  50034: ['invalid_grant', 'The user account does not exist in the directory.'],
  50057: ['invalid_grant', 'The user account is disabled.'],
  50058: ['login_required', 'A silent sign-in request was sent but no user is signed in.'],
  50076: ['interaction_required', 'You must use multi-factor authentication to access the application.'],
  54005: ['invalid_grant', 'OAuth2 Authorization code was already redeemed.'],
  65001: ['consent_required', 'The user or administrator has not consented to use the application.'],
  65004: ['access_denied', 'User declined to consent'],
  70008: ['invalid_grant', 'The provided authorization code or refresh token has expired.'],
  70011: ['invalid_scope', 'The provided value for the input parameter scope is not valid.'],
  90014: ['invalid_request', 'The required field is missing from the credential.'],
  90094: ['access_denied', 'Admin consent is required for the permissions requested by this application.'],
  501481: [
    'invalid_grant',
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  ],
  700016: ['unauthorized_client', 'Application was not found in the directory.'],
  700027: ['invalid_client', 'Client assertion failed signature validation.'],
  700082: ['invalid_grant', 'The refresh token has expired due to inactivity.'],
  7000215: ['invalid_client', 'Invalid client secret provided.'],
  7000222: ['invalid_client', 'The provided client secret keys are expired.'],
  9002313: ['invalid_request', 'Invalid request. Request is malformed or invalid.'],
  90002: ['invalid_request', 'Tenant not found.'],
}

export class EntraRefusal extends Error {
  readonly number: Aadsts
  readonly error: string
  constructor(number: Aadsts, error?: string) {
    super(`AADSTS${number}: ${known[number][1]}`)
    this.number = number
    this.error = error ?? known[number][0]
  }
}

/** The body of a refused `/token`; the status is 401 for a client that could not prove itself. */
export function bodyOf({ number, error, message }: EntraRefusal, now: Date) {
  return {
    error,
    error_description: message,
    error_codes: [number],
    timestamp: now
      .toISOString()
      .replace('T', ' ')
      .replace(/\.\d+Z$/, 'Z'),
    trace_id: crypto.randomUUID(),
    correlation_id: crypto.randomUUID(),
    ...(number === 50076 && {
      suberror: 'basic_action',
      claims: '{"access_token":{"capolids":{"essential":true,"values":["c1"]}}}',
    }),
  }
}

export function statusOf({ error }: EntraRefusal): 400 | 401 {
  return error === 'invalid_client' ? 401 : 400
}
