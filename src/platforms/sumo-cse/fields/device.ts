import { addressParts } from './enrichment.ts'
import { fieldsOf, type RecordField } from './field.ts'

/** Everything a record says of one machine; `of` names the machine. */
function device(prefix: string, of: string): RecordField[] {
  return [
    ...fieldsOf('string', {
      [`${prefix}_container_id`]: `The id of the container on ${of}`,
      [`${prefix}_container_name`]: `The name of the container on ${of}`,
      [`${prefix}_container_runtime`]: `What runs the container on ${of}`,
      [`${prefix}_hostname`]: `The name of ${of}`,
      [`${prefix}_hostname_raw`]: `The name of ${of} as the log has it`,
      [`${prefix}_image`]: `The image that ${of} was made from`,
      [`${prefix}_ip`]: `The address of ${of}`,
      [`${prefix}_k8s_deployment`]: `The Kubernetes deployment of ${of}`,
      [`${prefix}_k8s_namespace`]: `The Kubernetes namespace of ${of}`,
      [`${prefix}_k8s_normalizedDeploymentName`]: `Namespace and deployment of ${of} in one name`,
      [`${prefix}_k8s_normalizedPodName`]: `Namespace and pod of ${of} in one name`,
      [`${prefix}_k8s_normalizedReplicaSetName`]: `Namespace and replica set of ${of} in one name`,
      [`${prefix}_k8s_pod`]: `The Kubernetes pod of ${of}`,
      [`${prefix}_k8s_replicaSet`]: `The Kubernetes replica set of ${of}`,
      [`${prefix}_mac`]: `The hardware address of ${of}`,
      [`${prefix}_natIp`]: `The address of ${of} outside of address translation`,
      [`${prefix}_osName`]: `The operating system of ${of}`,
      [`${prefix}_type`]: `The machine or instance type of ${of}`,
      [`${prefix}_uniqueId`]: `What the vendor identifies ${of} by`,
    }),
    ...addressParts(`${prefix}_ip`, `the address of ${of}`),
    ...addressParts(`${prefix}_natIp`, `the translated address of ${of}`),
  ]
}

/** The machine that logged, and those that traffic comes from and goes to. */
export const deviceFields: readonly RecordField[] = [
  ...device('device', 'the machine that logged'),
  ...device('srcDevice', 'the machine it comes from'),
  ...device('dstDevice', 'the machine it goes to'),
  ...fieldsOf('int', { srcPort: 'The port it comes from', dstPort: 'The port it goes to' }),
  ...fieldsOf('int', {
    bytesIn: 'Bytes received',
    bytesOut: 'Bytes sent',
    packetsIn: 'Packets received',
    packetsOut: 'Packets sent',
  }),
  ...fieldsOf('string', {
    ipProtocol: 'The transport protocol, as keyword or number',
    tcpProtocol: 'The application protocol of the connection',
    flowState: 'Whether a flow begins, goes on or ends',
  }),
]
