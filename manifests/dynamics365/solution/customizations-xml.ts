import { controlName } from '../../../crm-adapters/dynamics365/solution.ts'
import type { Edition } from './contents.ts'
import { formDifferences } from './form-difference.ts'
import { serviceRole } from './service-role.ts'
import { webResourceEntries } from './web-resources.ts'

/** `customizations.xml`: every part with what it says of itself. The platform reads its sections in this order. */
export function customizationsXml({ control, forms }: Edition): string {
  const controls = `
  <CustomControls>
    <CustomControl>
      <Name>${controlName}</Name>
      <FileName>/Controls/${controlName}/ControlManifest.xml</FileName>
    </CustomControl>
  </CustomControls>`
  return `<?xml version="1.0" encoding="utf-8"?>
<ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Entities>${formDifferences(forms)}</Entities>
  <Roles>${serviceRole()}
  </Roles>
  <Workflows></Workflows>
  <FieldSecurityProfiles></FieldSecurityProfiles>
  <Templates />
  <EntityMaps />
  <EntityRelationships />
  <OrganizationSettings />
  <optionsets />
  <WebResources>${webResourceEntries()}
  </WebResources>${control ? controls : ''}
  <SolutionPluginAssemblies />
  <EntityDataProviders />
  <Languages>
    <Language>1033</Language>
  </Languages>
</ImportExportXml>
`
}
