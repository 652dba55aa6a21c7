/** Where a record comes from, and where it goes to. */
const sources = [
  'srcDevice_ip',
  'srcDevice_natIp',
  'bro_dhcp_assignedIp',
  'bro_smtp_headers.xOriginatingIp',
  'bro_socks_boundIp',
  'device_ip',
  'device_natIp',
]
const destinations = ['dstDevice_ip', 'dstDevice_natIp', 'bro_radius_remoteIp', 'bro_socks_requestIp', 'dns_replyIp']
const both = [...sources, ...destinations]
const part = (fields: readonly string[], name: string): string[] => fields.map(field => `${field}_${name}`)

/**
 * The record fields that a match list is compared with, by its target column
 * (docs/cse/match-lists-suppressed-lists/match-fields-reference.md, some of whose names are those of an older schema).
 */
export const targetColumns: Readonly<Record<string, readonly string[]>> = {
  Hostname: [
    'device_hostname',
    'dstDevice_hostname',
    'srcDevice_hostname',
    'http_hostname',
    'http_referer_fqdn',
    'bro_ssl_serverName',
  ],
  Domain: [
    'bro_ntlm_domainname',
    'bro_ssl_serverName_rootDomain',
    'dns_queryDomain',
    'dns_replyDomain',
    'fromUser_authDomain',
    'http_referer_rootDomain',
    'http_url_rootDomain',
    'http_url_fqdn',
  ],
  Username: ['fromUser_username', 'user_username'],
  FileHash: [
    'file_hash_md5',
    'file_hash_sha1',
    'file_hash_sha256',
    'file_hash_ssdeep',
    'file_hash_imphash',
    'file_hash_pehash',
  ],
  Url: ['http_url'],
  Ip: both,
  SrcIp: sources,
  DstIp: destinations,
  Asn: part(both, 'asnNumber'),
  SrcAsn: part(sources, 'asnNumber'),
  DstAsn: part(destinations, 'asnNumber'),
  Isp: part(both, 'isp'),
  SrcIsp: part(sources, 'isp'),
  DstIsp: part(destinations, 'isp'),
  Org: part(both, 'asnOrg'),
  SrcOrg: part(sources, 'asnOrg'),
  DstOrg: part(destinations, 'asnOrg'),
}

const lists: Readonly<Record<string, string>> = {
  Username:
    'admin_accounts admin_username Alibaba_admin_users AWS_admin_users downgrade_krb5_etype_authorized_users ds_replication_authorized_users gcp_admin GCP_admin_users Google_Workspace_admin_users known_docker_images Okta_Admins salesforce_admin_users zoom_admins',
  SrcIp:
    'admin_ips AWS_admin_ips gcp_admin GCP_admin_ips Google_Workspace_admin_ips proxy_servers_src salesforce_admin_ips',
  DstIp: 'proxy_servers_dst',
  Ip: 'Alibaba_admin_ips auth_servers business_ips dns_servers domain_controllers ftp_servers guest_networks honeypot_ip_addresses http_servers lan_scanner_exception_ips nat_ips nms_ips OneLogin_Untrusted_Location palo_alto_sinkhole_ips proxy_servers public_ips sandbox_ips scanner_targets smtp_servers sql_servers ssh_servers ssl_exception_ips telnet_servers threat verified_ips verified_uri_ips vpn_networks vpn_servers vuln_scanners web_servers',
  Asn: 'business_asns',
  Domain: 'authorized_third_party_domains business_domains dyndns_exception_domains verified_domains',
  Hostname:
    'business_hostnames domain_controller_hostnames dyndns_exception_hostnames unauthorized_external_media verified_hostnames web_servers',
  application: 'verified_applications',
  http_url_path: 'verified_uri_paths',
}

/** The target columns, or fields, of the lists that come with Cloud SIEM (docs/cse/match-lists-suppressed-lists/standard-match-lists.md). */
export const standardLists: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>()
  for (const [target, names] of Object.entries(lists))
    for (const name of names.split(' ')) found.set(name, [...(found.get(name) ?? []), target])
  return found
})()
