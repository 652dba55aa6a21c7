/**
 * Sigma's services by the Windows channels they stand for, in lower case
 * (https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-appendix-taxonomy.md).
 */
const channels: readonly (readonly [service: string, ...channels: string[]])[] = [
  ['security', 'security'],
  ['system', 'system'],
  ['application', 'application'],
  ['sysmon', 'microsoft-windows-sysmon/operational', 'linux-sysmon/operational'],
  ['powershell', 'microsoft-windows-powershell/operational', 'powershellcore/operational'],
  ['powershell-classic', 'windows powershell'],
  ['taskscheduler', 'microsoft-windows-taskscheduler/operational'],
  ['wmi', 'microsoft-windows-wmi-activity/operational'],
  ['windefend', 'microsoft-windows-windows defender/operational'],
  ['bits-client', 'microsoft-windows-bits-client/operational'],
  ['dns-server', 'dns server'],
  ['dns-server-audit', 'microsoft-windows-dns-server/audit'],
  ['dns-server-analytic', 'microsoft-windows-dns-server/analytical'],
  ['dns-client', 'microsoft-windows-dns client events/operational', 'microsoft-windows-dns-client/operational'],
  ['ntlm', 'microsoft-windows-ntlm/operational'],
  ['dhcp', 'microsoft-windows-dhcp-server/operational'],
  ['codeintegrity-operational', 'microsoft-windows-codeintegrity/operational'],
  [
    'applocker',
    'microsoft-windows-applocker/msi and script',
    'microsoft-windows-applocker/exe and dll',
    'microsoft-windows-applocker/packaged app-deployment',
    'microsoft-windows-applocker/packaged app-execution',
  ],
  ['firewall-as', 'microsoft-windows-windows firewall with advanced security/firewall'],
  ['msexchange-management', 'msexchange management'],
  ['printservice-admin', 'microsoft-windows-printservice/admin'],
  ['printservice-operational', 'microsoft-windows-printservice/operational'],
  ['smbclient-security', 'microsoft-windows-smbclient/security'],
  ['smbclient-connectivity', 'microsoft-windows-smbclient/connectivity'],
  ['smbserver-connectivity', 'microsoft-windows-smbserver/connectivity'],
  ['terminalservices-localsessionmanager', 'microsoft-windows-terminalservices-localsessionmanager/operational'],
  [
    'security-mitigations',
    'microsoft-windows-security-mitigations/kernel mode',
    'microsoft-windows-security-mitigations/user mode',
  ],
  ['diagnosis-scripted', 'microsoft-windows-diagnosis-scripted/operational'],
  ['shell-core', 'microsoft-windows-shell-core/operational'],
  ['openssh', 'openssh/operational'],
  ['ldap', 'microsoft-windows-ldap-client/debug'],
  ['ldp', 'microsoft-windows-ldap-client/debug'],
  ['bitlocker', 'microsoft-windows-bitlocker/bitlocker management'],
  ['vhdmp', 'microsoft-windows-vhdmp/operational'],
  ['appxdeployment-server', 'microsoft-windows-appxdeploymentserver/operational'],
  ['appxpackaging-om', 'microsoft-windows-appxpackaging/operational'],
  ['appmodel-runtime', 'microsoft-windows-appmodel-runtime/admin'],
  ['lsa-server', 'microsoft-windows-lsa/operational'],
  ['capi2', 'microsoft-windows-capi2/operational'],
  [
    'certificateservicesclient-lifecycle-system',
    'microsoft-windows-certificateservicesclient-lifecycle-system/operational',
  ],
  [
    'kernel-shimengine',
    'microsoft-windows-kernel-shimengine/operational',
    'microsoft-windows-kernel-shimengine/diagnostic',
  ],
  [
    'application-experience',
    'microsoft-windows-application-experience/program-telemetry',
    'microsoft-windows-application-experience/program-compatibility-assistant',
  ],
  ['ntfs', 'microsoft-windows-ntfs/operational'],
  ['hyper-v-worker', 'microsoft-windows-hyper-v-worker', 'microsoft-windows-hyper-v-worker-admin'],
  ['kernel-event-tracing', 'microsoft-windows-kernel-eventtracing'],
  ['sense', 'microsoft-windows-sense/operational'],
  ['iis-configuration', 'microsoft-iis-configuration/operational'],
  ['driver-framework', 'microsoft-windows-driverframeworks-usermode/operational'],
]

/** Channels that go by several names in rules: none of them may be left out, so the service of their events is open. */
const services = new Map<string, string | undefined>()
for (const [service, ...names] of channels)
  for (const name of names) services.set(name, services.has(name) ? undefined : service)

/** The service that a channel stands for; undefined where it is none of Sigma's, or several. */
export const serviceOf = (channel: string): string | undefined => services.get(channel.toLowerCase())

/** The channels that a service stands for, in lower case; none where it is none of Windows. */
export const channelsOf = (service: string): readonly string[] =>
  channels.flatMap(([name, ...of]) => (name === service ? of : []))
