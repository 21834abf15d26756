/** What an application may ask about the portal itself. */
import { adminOnly, type Method, RestError } from './method.ts'
import { asParams, text } from './params.ts'

/** `named` says which methods there are. */
export function platform(named: () => string[]): Record<string, Method> {
  return {
    'app.info': ({ world }) => ({
      result: {
        ID: 7,
        CODE: world.app.clientId,
        VERSION: world.version,
        STATUS: 'L',
        INSTALLED: Boolean(world.installedAt),
        PAYMENT_EXPIRED: 'N',
        DAYS: null,
        LANGUAGE_ID: 'ru',
        LICENSE: 'ru_pro',
        LICENSE_TYPE: 'pro',
        LICENSE_FAMILY: 'pro',
      },
    }),

    scope: ({ world }) => ({ result: world.scopes }),

    methods: () => ({ result: named() }),

    'method.get'({ params }) {
      const known = named().includes(text(params.name))
      return { result: { isExisting: known, isAvailable: known } }
    },

    'feature.get'({ world, params }) {
      const code = text(params.CODE)
      if (!code) throw new RestError('ERROR_ARGUMENT', "Argument 'CODE' is null or empty")
      return { result: { value: world.features[code] ? 'Y' : 'N' } }
    },

    'server.time': ({ world }) => ({ result: world.now().toISOString() }),

    'app.option.get': ({ world }) => ({ result: world.appOptions }),

    'app.option.set'(call) {
      adminOnly(call)
      Object.assign(call.world.appOptions, asParams(call.params.options))
      return { result: true }
    },

    'user.option.get': ({ world, person }) => ({ result: world.userOptions.get(person.id) ?? {} }),
  }
}
