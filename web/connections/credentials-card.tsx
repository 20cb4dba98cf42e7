import type { ConnectionDetail, ConnectionSync } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { Card, Row } from './card.tsx'

type CredentialsCardProps = { sync: ConnectionSync; detail: ConnectionDetail | undefined }

/** What is asked, and with whose key: enough to recognise it, not to use it. */
export function CredentialsCard({ sync, detail }: CredentialsCardProps) {
  const words = useMessages().connections.credentials
  const formats = useFormats()
  return (
    <Card title={words.title}>
      <dl>
        {detail && (
          <>
            <Row name={words.source}>
              {words.sources[detail.credentials.source]}
              {detail.credentials.provider && (
                <code className="block text-12 text-text-3">{detail.credentials.provider}</code>
              )}
            </Row>
            <Row name="AccessKey ID">
              {detail.credentials.accessKeyId ? (
                <code className="text-12">{detail.credentials.accessKeyId}</code>
              ) : (
                words.notYet
              )}
            </Row>
            <Row name="AccessKey Secret">
              <span className="text-text-3">{words.neverShown}</span>
            </Row>
            {detail.credentials.kind && (
              <Row name={words.kind}>{words.kinds[detail.credentials.kind]}</Row>
            )}
          </>
        )}
        <Row name={words.endpoint}>
          <code className="text-12">{sync.endpoint.replace(/^https:\/\//, '')}</code>
        </Row>
        <Row name={words.region}>
          <code className="text-12">{sync.region}</code>
        </Row>
        <Row name="IotInstanceId">
          {sync.iotInstanceId ? (
            <code className="text-12">{sync.iotInstanceId}</code>
          ) : (
            <span className="text-text-3">{words.noInstance}</span>
          )}
        </Row>
        {detail && (
          <Row name={words.clock}>
            {detail.clockOffsetMs === null
              ? words.notYet
              : words.seconds(formats.signed(detail.clockOffsetMs / 1000))}
          </Row>
        )}
      </dl>
    </Card>
  )
}
