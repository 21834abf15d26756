/** How an operator declares organizations of Dynamics 365 that companies run by themselves. */
import { z } from 'zod'

const origin = z
  .url({ protocol: /^https?$/ })
  .transform((url) => new URL(url))
  .refine(
    ({ pathname, search, hash }) => pathname === '/' && !search && !hash,
    'expected an address without a path',
  )
  .transform((url) => url.origin)

const organization = z
  .strictObject({
    /** Where people open it: `https://sales.example.com`. */
    organization: origin,
    /** Where they sign in: `https://adfs.example.com`. */
    adfs: origin,
    /** What AD FS calls itself in its tokens; its address with `/adfs` when absent. */
    issuer: z.string().min(1).optional(),
    /** The claim that names a person for ever. */
    person: z.enum(['primarysid', 'sid', 'objectguid', 'upn']).optional(),
    /** What AD FS calls the organization; its address with a slash when absent. */
    resource: z.string().min(1).optional(),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1).optional(),
    /** A PEM file with the key and the certificate, in place of the secret. */
    certificate: z.string().min(1).optional(),
    /** The user the application acts as, where AD FS asks for his password. */
    account: z.strictObject({ name: z.string().min(1), password: z.string().min(1) }).optional(),
  })
  .refine((one) => (one.clientSecret === undefined) !== (one.certificate === undefined), {
    message: 'expected a clientSecret or a certificate',
  })

/** `DYNAMICS_ON_PREMISES`: a JSON list. */
export const onPremisesList = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue('expected JSON')
      return z.NEVER
    }
  })
  .pipe(z.array(organization).max(100))
