import { guidOf } from '../../../crm-adapters/dynamics365/guid-of.ts'
import {
  controlName,
  optionValuePrefix,
  prefix,
  publisherName,
  roleName,
  solutionName,
  webResources,
} from '../../../crm-adapters/dynamics365/solution.ts'
import { escaped } from '../xml.ts'
import type { Edition } from './contents.ts'

/** `solution.xml`: whose it is, which version, and what its parts are. */
export function solutionXml({ version, managed, control, forms }: Edition): string {
  const platform = control ? '9.2' : '9.1'
  return `<?xml version="1.0" encoding="utf-8"?>
<ImportExportXml version="${platform}.0.0" SolutionPackageVersion="${platform}" languagecode="1033" generatedBy="CrmLive" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <SolutionManifest>
    <UniqueName>${solutionName}</UniqueName>
    ${named(solutionName, 'The team’s conversation inside the record: threads, files, agreements.')}
    <Version>${version}.0</Version>
    <Managed>${managed ? 1 : 0}</Managed>
    <Publisher>
      <UniqueName>${publisherName}</UniqueName>
      ${named('Dealthread', 'Publisher of Dealthread.')}
      <EMailAddress xsi:nil="true"></EMailAddress>
      <SupportingWebsiteUrl xsi:nil="true"></SupportingWebsiteUrl>
      <CustomizationPrefix>${prefix}</CustomizationPrefix>
      <CustomizationOptionValuePrefix>${optionValuePrefix}</CustomizationOptionValuePrefix>
      <Addresses>${address(1)}${address(2)}
      </Addresses>
    </Publisher>
    <RootComponents>${[
      ...forms.map(({ table }) => `type="1" schemaName="${table}" behavior="1"`),
      `type="20" id="{${guidOf(roleName)}}" behavior="0"`,
      ...Object.values(webResources).map((name) => `type="61" schemaName="${name}" behavior="0"`),
      ...(control ? [`type="66" schemaName="${controlName}" behavior="0"`] : []),
    ]
      .map((component) => `\n      <RootComponent ${component} />`)
      .join('')}
    </RootComponents>
    <MissingDependencies></MissingDependencies>
  </SolutionManifest>
</ImportExportXml>
`
}

function named(name: string, description: string): string {
  return (
    `<LocalizedNames><LocalizedName description="${escaped(name)}" languagecode="1033" /></LocalizedNames>` +
    `<Descriptions><Description description="${escaped(description)}" languagecode="1033" /></Descriptions>`
  )
}

/** A publisher has two addresses, empty ones included. */
function address(number: 1 | 2): string {
  const empty = [
    'City',
    'County',
    'Country',
    'Fax',
    'FreightTermsCode',
    'ImportSequenceNumber',
    'Latitude',
    'Line1',
    'Line2',
    'Line3',
    'Longitude',
    'Name',
    'PostalCode',
    'PostOfficeBox',
    'PrimaryContactName',
    'ShippingMethodCode',
    'StateOrProvince',
    'Telephone1',
    'Telephone2',
    'Telephone3',
    'TimeZoneRuleVersionNumber',
    'UPSZone',
    'UTCOffset',
    'UTCConversionTimeZoneCode',
  ].map((name) => `<${name} xsi:nil="true"></${name}>`)
  return `
        <Address><AddressNumber>${number}</AddressNumber><AddressTypeCode xsi:nil="true"></AddressTypeCode>${empty.join('')}</Address>`
}
