import type { Credentials } from './credentials.ts'
import type { CredentialsSource } from './credentials-source.ts'
import type { LibrarySource, Provider } from './library-credentials.ts'

type OfLibrary = Extract<CredentialsSource, { from: LibrarySource }>

/**
 * Alibaba's provider for the source. `region`: where STS is asked, unless the source says. `by`:
 * whose keys ask for a role.
 */
export async function loadProvider(
  source: OfLibrary,
  region: string,
  by: Credentials | null,
): Promise<Provider> {
  const library = await import('@alicloud/credentials')
  switch (source.from) {
    case 'default':
      return library.DefaultCredentialsProvider.builder().build()
    case 'ram-role': {
      // The first version of the metadata service answers whoever makes this machine ask for a URL.
      const builder = library.ECSRAMRoleCredentialsProvider.builder().withDisableIMDSv1(true)
      return (source.roleName === null ? builder : builder.withRoleName(source.roleName)).build()
    }
    case 'oidc': {
      const builder = library.OIDCRoleArnCredentialsProvider.builder()
        .withRoleArn(source.roleArn)
        .withOIDCProviderArn(source.oidcProviderArn)
        .withOIDCTokenFilePath(source.tokenFile)
      return withSession(builder, source, region).build()
    }
    case 'assume-role': {
      const builder = library.RAMRoleARNCredentialsProvider.builder()
        .withRoleArn(source.roleArn)
        .withCredentialsProvider(toLibraryProvider(by))
      if (source.externalId !== null) builder.withExternalId(source.externalId)
      return withSession(builder, source, region).build()
    }
  }
}

type SessionBuilder = {
  withRoleSessionName(name: string): unknown
  withDurationSeconds(seconds: number): unknown
  withStsEndpoint(host: string): unknown
  withStsRegionId(region: string): unknown
}

function withSession<Builder extends SessionBuilder>(
  builder: Builder,
  source: Extract<OfLibrary, { sessionName: string }>,
  region: string,
): Builder {
  builder.withRoleSessionName(source.sessionName)
  builder.withDurationSeconds(source.durationSeconds)
  if (source.stsEndpoint === null) builder.withStsRegionId(region)
  else builder.withStsEndpoint(source.stsEndpoint)
  return builder
}

/** The library reads a copy of the key's parts: an object of its own kind, for one request. */
function toLibraryProvider(by: Credentials | null) {
  return {
    getProviderName: () => 'waybill',
    async getCredentials() {
      if (by === null) throw new TypeError('nobody asks for the role')
      const { accessKeyId, accessKeySecret, securityToken = '' } = await by.current()
      return { accessKeyId, accessKeySecret, securityToken, providerName: 'waybill' }
    },
  }
}
