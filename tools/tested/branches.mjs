// Vitest looks for its counter of branches beside itself; ours lies here, so that only who counts them fetches it.
import v8 from '@vitest/coverage-v8'

export default {
  ...v8,
  async getProvider() {
    const provider = await v8.getProvider()
    const named = provider.resolveOptions.bind(provider)
    // Workers load it by what it calls itself here.
    provider.resolveOptions = () => ({
      ...named(),
      provider: 'custom',
      customProviderModule: import.meta.filename,
    })
    return provider
  },
}
