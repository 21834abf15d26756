/** The last step of an installation, in the installer's frame: until the portal is told, nobody sees the application. */
import { initializeB24Frame } from '@bitrix24/b24jssdk'

try {
  const frame = await initializeB24Frame()
  // The portal never answers this: it reloads the page.
  if (frame.isInstallMode) frame.installFinish()
} catch (error) {
  // Opened outside a portal: there is nobody to tell.
  console.info('no host:', error)
}
