// Facts from MITRE ATT&CK(R), (c) The MITRE Corporation, used under its terms of use
// (https://attack.mitre.org/resources/legal-and-branding/terms-of-use/): the techniques that are active in version 18.1.

/** The version of the facts in this file. */
export const attackVersion = '18.1'

/** What must stand where they are shown. */
export const attackNotice =
  'MITRE ATT&CK® is a registered trademark of The MITRE Corporation. Names and ids © The MITRE Corporation, used under its terms of use.'

export interface Tactic {
  readonly id: string
  /** As tags write it. */
  readonly shortName: string
  readonly name: string
}

/** The tactics in the order in which an attack passes them. */
export const attackTactics: readonly Tactic[] = [
  { id: 'TA0043', shortName: 'reconnaissance', name: 'Reconnaissance' },
  { id: 'TA0042', shortName: 'resource-development', name: 'Resource Development' },
  { id: 'TA0001', shortName: 'initial-access', name: 'Initial Access' },
  { id: 'TA0002', shortName: 'execution', name: 'Execution' },
  { id: 'TA0003', shortName: 'persistence', name: 'Persistence' },
  { id: 'TA0004', shortName: 'privilege-escalation', name: 'Privilege Escalation' },
  { id: 'TA0005', shortName: 'defense-evasion', name: 'Defense Evasion' },
  { id: 'TA0006', shortName: 'credential-access', name: 'Credential Access' },
  { id: 'TA0007', shortName: 'discovery', name: 'Discovery' },
  { id: 'TA0008', shortName: 'lateral-movement', name: 'Lateral Movement' },
  { id: 'TA0009', shortName: 'collection', name: 'Collection' },
  { id: 'TA0011', shortName: 'command-and-control', name: 'Command and Control' },
  { id: 'TA0010', shortName: 'exfiltration', name: 'Exfiltration' },
  { id: 'TA0040', shortName: 'impact', name: 'Impact' },
]

export interface TechniqueFacts {
  readonly id: string
  readonly name: string
  /** Of a sub-technique, the technique above it. */
  readonly parent: string | undefined
  readonly tactics: readonly Tactic[]
  readonly platforms: readonly string[]
}

const platforms: Readonly<Record<string, string>> = {
  A: 'IaaS',
  C: 'Containers',
  E: 'ESXi',
  I: 'Identity Provider',
  L: 'Linux',
  M: 'macOS',
  N: 'Network Devices',
  O: 'Office Suite',
  P: 'PRE',
  S: 'SaaS',
  W: 'Windows',
}

/**
 * A technique on each line (and the lines that go on with a blank): its number and name, the positions of its tactics, letters of
 * its platforms; then its sub-techniques, each with its own platforms where they are others.
 */
const written = `
1001 Data Obfuscation|11|ELMW;1 Junk Data;2 Steganography;3 Protocol or Service Impersonation
1003 OS Credential Dumping|7|LMW;1 LSASS Memory|W;2 Security Account Manager|W;3 NTDS|W;4 LSA Secrets|W;
 5 Cached Domain Credentials|LW;6 DCSync|W;7 Proc Filesystem|L;8 /etc/passwd and /etc/shadow|L
1005 Data from Local System|10|ELMNW
1006 Direct Volume Access|6|NW
1007 System Service Discovery|8|LMW
1008 Fallback Channels|11|ELMW
1010 Application Window Discovery|8|LMW
1011 Exfiltration Over Other Network Medium|12|LMW;1 Exfiltration Over Bluetooth
1012 Query Registry|8|W
1014 Rootkit|6|LMW
1016 System Network Configuration Discovery|8|ELMNW;1 Internet Connection Discovery|ELMW;2 Wi-Fi Discovery|LMW
1018 Remote System Discovery|8|ELMNW
1020 Automated Exfiltration|12|LMNW;1 Traffic Duplication|AN
1021 Remote Services|9|AELMW;1 Remote Desktop Protocol|W;2 SMB/Windows Admin Shares|W;
 3 Distributed Component Object Model|W;4 SSH|ELM;5 VNC|LMW;6 Windows Remote Management|W;7 Cloud Services|AIOS;
 8 Direct Cloud VM Connections|A
1025 Data from Removable Media|10|LMW
1027 Obfuscated Files or Information|6|ELMNW;1 Binary Padding|LMW;2 Software Packing|LMW;3 Steganography|LMW;
 4 Compile After Delivery|LMW;5 Indicator Removal from Tools|LMW;6 HTML Smuggling|LMW;7 Dynamic API Resolution|W;
 8 Stripped Payloads|LMNW;9 Embedded Payloads|LMW;10 Command Obfuscation|LMW;11 Fileless Storage|LW;
 12 LNK Icon Smuggling|W;13 Encrypted/Encoded File|LMW;14 Polymorphic Code|LMW;15 Compression|LMW;
 16 Junk Code Insertion|LMW;17 SVG Smuggling|LMW
1029 Scheduled Transfer|12|LMW
1030 Data Transfer Size Limits|12|ELMW
1033 System Owner/User Discovery|8|LMNW
1036 Masquerading|6|CELMW;1 Invalid Code Signature|MW;2 Right-to-Left Override|LMW;3 Rename Legitimate Utilities|LMW;
 4 Masquerade Task or Service|LMW;5 Match Legitimate Resource Name or Location;6 Space after Filename|LM;
 7 Double File Extension|W;8 Masquerade File Type|LMW;9 Break Process Trees|LM;10 Masquerade Account Name|ACILMOSW;
 11 Overwrite Process Arguments|L;12 Browser Fingerprint|LMW
1037 Boot or Logon Initialization Scripts|4,5|ELMNW;1 Logon Script (Windows)|W;2 Login Hook|M;
 3 Network Logon Script|W;4 RC Scripts|ELMN;5 Startup Items|M
1039 Data from Network Shared Drive|10|LMW
1040 Network Sniffing|7,8|ALMNW
1041 Exfiltration Over C2 Channel|12|ELMW
1046 Network Service Discovery|8|ACLMNW
1047 Windows Management Instrumentation|3|W
1048 Exfiltration Over Alternative Protocol|12|AELMNOSW;1 Exfiltration Over Symmetric Encrypted Non-C2 Protocol|ELMW;
 2 Exfiltration Over Asymmetric Encrypted Non-C2 Protocol|ELMW;3 Exfiltration Over Unencrypted Non-C2 Protocol|ELMNW
1049 System Network Connections Discovery|8|AELMNW
1052 Exfiltration Over Physical Medium|12|LMW;1 Exfiltration over USB
1053 Scheduled Task/Job|3,4,5|CELMW;2 At|LMW;3 Cron|ELM;5 Scheduled Task|W;6 Systemd Timers|L;
 7 Container Orchestration Job|C
1055 Process Injection|5,6|LMW;1 Dynamic-link Library Injection|W;2 Portable Executable Injection|W;
 3 Thread Execution Hijacking|W;4 Asynchronous Procedure Call|W;5 Thread Local Storage|W;8 Ptrace System Calls|L;
 9 Proc Memory|L;11 Extra Window Memory Injection|W;12 Process Hollowing|W;13 Process Doppelgänging|W;
 14 VDSO Hijacking|L;15 ListPlanting|W
1056 Input Capture|7,10|LMNW;1 Keylogging;2 GUI Input Capture|LMW;3 Web Portal Capture|LMW;
 4 Credential API Hooking|LMW
1057 Process Discovery|8|ELMNW
1059 Command and Scripting Interpreter|3|AEILMNOW;1 PowerShell|W;2 AppleScript|M;3 Windows Command Shell|W;
 4 Unix Shell|ELMN;5 Visual Basic|LMW;6 Python|ELMW;7 JavaScript|LMW;8 Network Device CLI|N;9 Cloud API|AIOS;
 10 AutoHotKey & AutoIT|W;11 Lua|LMNW;12 Hypervisor CLI|E;13 Container CLI/API|C
1068 Exploitation for Privilege Escalation|5|CLMW
1069 Permission Groups Discovery|8|ACILMOSW;1 Local Groups|LMW;2 Domain Groups|LMW;3 Cloud Groups|AIOS
1070 Indicator Removal|6|CELMNOW;1 Clear Windows Event Logs|W;2 Clear Linux or Mac System Logs|LM;
 3 Clear Command History|ELMNW;4 File Deletion|ELMW;5 Network Share Connection Removal|W;6 Timestomp|ELMW;
 7 Clear Network Connection History and Configurations|LMNW;8 Clear Mailbox Data|LMOW;9 Clear Persistence|ELMW;
 10 Relocate Malware|LMNW
1071 Application Layer Protocol|11|ELMNW;1 Web Protocols;2 File Transfer Protocols;3 Mail Protocols|LMNW;4 DNS;
 5 Publish/Subscribe Protocols|LMNW
1072 Software Deployment Tools|3,9|LMNSW
1074 Data Staged|10|AELMW;1 Local Data Staging|ELMW;2 Remote Data Staging
1078 Valid Accounts|2,4,5,6|ACEILMNOSW;1 Default Accounts;2 Domain Accounts|ELMW;3 Local Accounts|CELMNW;
 4 Cloud Accounts|AIOS
1080 Taint Shared Content|9|LMOSW
1082 System Information Discovery|8|AELMNW
1083 File and Directory Discovery|8|ELMNW
1087 Account Discovery|8|AEILMOSW;1 Local Account|ELMW;2 Domain Account|LMW;3 Email Account|OW;4 Cloud Account|AIOS
1090 Proxy|11|ELMNW;1 Internal Proxy;2 External Proxy;3 Multi-hop Proxy;4 Domain Fronting|ELMW
1091 Replication Through Removable Media|2,9|W
1092 Communication Through Removable Media|11|LMW
1095 Non-Application Layer Protocol|11|ELMNW
1098 Account Manipulation|4,5|ACEILMNOSW;1 Additional Cloud Credentials|AIS;
 2 Additional Email Delegate Permissions|OW;3 Additional Cloud Roles|AIOS;4 SSH Authorized Keys|AELMN;
 5 Device Registration|IW;6 Additional Container Cluster Roles|C;7 Additional Local or Domain Groups|LMW
1102 Web Service|11|ELMW;1 Dead Drop Resolver;2 Bidirectional Communication;3 One-Way Communication
1104 Multi-Stage Channels|11|ELMW
1105 Ingress Tool Transfer|11|ELMNW
1106 Native API|3|LMW
1110 Brute Force|7|ACEILMNOSW;1 Password Guessing;2 Password Cracking|ILMNOW;3 Password Spraying;
 4 Credential Stuffing
1111 Multi-Factor Authentication Interception|7|LMW
1112 Modify Registry|4,6|W
1113 Screen Capture|10|LMW
1114 Email Collection|10|LMOW;1 Local Email Collection|W;2 Remote Email Collection|OW;3 Email Forwarding Rule
1115 Clipboard Data|10|LMW
1119 Automated Collection|10|ALMOSW
1120 Peripheral Device Discovery|8|LMW
1123 Audio Capture|10|LMW
1124 System Time Discovery|8|ELMNW
1125 Video Capture|10|LMW
1127 Trusted Developer Utilities Proxy Execution|6|W;1 MSBuild;2 ClickOnce;3 JamPlus
1129 Shared Modules|3|LMW
1132 Data Encoding|11|ELMW;1 Standard Encoding;2 Non-Standard Encoding
1133 External Remote Services|2,4|CLMW
1134 Access Token Manipulation|5,6|W;1 Token Impersonation/Theft;2 Create Process with Token;
 3 Make and Impersonate Token;4 Parent PID Spoofing;5 SID-History Injection
1135 Network Share Discovery|8|LMW
1136 Create Account|4|ACEILMNOSW;1 Local Account|CELMNW;2 Domain Account|LMW;3 Cloud Account|AIOS
1137 Office Application Startup|4|OW;1 Office Template Macros;2 Office Test;3 Outlook Forms;4 Outlook Home Page;
 5 Outlook Rules;6 Add-ins
1140 Deobfuscate/Decode Files or Information|6|ELMW
1176 Software Extensions|4|LMW;1 Browser Extensions;2 IDE Extensions
1185 Browser Session Hijacking|10|W
1187 Forced Authentication|7|W
1189 Drive-by Compromise|2|ILMW
1190 Exploit Public-Facing Application|2|ACELMNW
1195 Supply Chain Compromise|2|LMSW;1 Compromise Software Dependencies and Development Tools|LMW;
 2 Compromise Software Supply Chain|LMW;3 Compromise Hardware Supply Chain|LMW
1197 BITS Jobs|4,6|W
1199 Trusted Relationship|2|AILMOSW
1200 Hardware Additions|2|LMW
1201 Password Policy Discovery|8|AILMNOSW
1202 Indirect Command Execution|6|W
1203 Exploitation for Client Execution|3|LMW
1204 User Execution|3|ACLMW;1 Malicious Link|LMW;2 Malicious File|LMW;3 Malicious Image|AC;
 4 Malicious Copy and Paste|LMW;5 Malicious Library|LMW
1205 Traffic Signaling|4,6,11|LMNW;1 Port Knocking;2 Socket Filters|LMW
1207 Rogue Domain Controller|6|W
1210 Exploitation of Remote Services|9|ELMW
1211 Exploitation for Defense Evasion|6|ALMSW
1212 Exploitation for Credential Access|7|ILMW
1213 Data from Information Repositories|10|ALMOSW;1 Confluence|S;2 Sharepoint|OW;3 Code Repositories|S;
 4 Customer Relationship Management Software|S;5 Messaging Applications|OS;6 Databases|ALMSW
1216 System Script Proxy Execution|6|W;1 PubPrn;2 SyncAppvPublishingServer
1217 Browser Information Discovery|8|LMW
1218 System Binary Proxy Execution|6|LMW;1 Compiled HTML File|W;2 Control Panel|W;3 CMSTP|W;4 InstallUtil|W;
 5 Mshta|W;7 Msiexec|W;8 Odbcconf|W;9 Regsvcs/Regasm|W;10 Regsvr32|W;11 Rundll32|W;12 Verclsid|W;13 Mavinject|W;
 14 MMC|W;15 Electron Applications
1219 Remote Access Tools|11|LMW;1 IDE Tunneling;2 Remote Desktop Software;3 Remote Access Hardware
1220 XSL Script Processing|6|W
1221 Template Injection|6|W
1222 File and Directory Permissions Modification|6|ELMW;1 Windows File and Directory Permissions Modification|W;
 2 Linux and Mac File and Directory Permissions Modification|LM
1480 Execution Guardrails|6|ELMW;1 Environmental Keying|LMW;2 Mutual Exclusion|LMW
1482 Domain Trust Discovery|8|W
1484 Domain or Tenant Policy Modification|5,6|IW;1 Group Policy Modification|W;2 Trust Modification
1485 Data Destruction|13|ACELMW;1 Lifecycle-Triggered Deletion|A
1486 Data Encrypted for Impact|13|AELMW
1489 Service Stop|13|AELMW
1490 Inhibit System Recovery|13|ACELMNW
1491 Defacement|13|AELMW;1 Internal Defacement|ELMW;2 External Defacement|ALMW
1495 Firmware Corruption|13|LMNW
1496 Resource Hijacking|13|ACLMSW;1 Compute Hijacking|ACLMW;2 Bandwidth Hijacking|ACLMW;3 SMS Pumping|S;
 4 Cloud Service Hijacking|S
1497 Virtualization/Sandbox Evasion|6,8|LMW;1 System Checks;2 User Activity Based Checks;3 Time Based Checks
1498 Network Denial of Service|13|ACLMW;1 Direct Network Flood|ALMW;2 Reflection Amplification|ALMW
1499 Endpoint Denial of Service|13|ACLMW;1 OS Exhaustion Flood|LMW;2 Service Exhaustion Flood|ALMW;
 3 Application Exhaustion Flood|ALMW;4 Application or System Exploitation|ALMW
1505 Server Software Component|4|ELMNW;1 SQL Stored Procedures|LW;2 Transport Agent|LW;3 Web Shell|LMNW;
 4 IIS Components|W;5 Terminal Services DLL|W;6 vSphere Installation Bundles|E
1518 Software Discovery|8|AELMW;1 Security Software Discovery|ALMW;2 Backup Software Discovery|LMW
1525 Implant Internal Image|4|AC
1526 Cloud Service Discovery|8|AIOS
1528 Steal Application Access Token|7|ACIOS
1529 System Shutdown/Reboot|13|ELMNW
1530 Data from Cloud Storage|10|AOS
1531 Account Access Removal|13|AELMOSW
1534 Internal Spearphishing|9|LMOSW
1535 Unused/Unsupported Cloud Regions|6|A
1537 Transfer Data to Cloud Account|12|AOS
1538 Cloud Service Dashboard|8|AIOS
1539 Steal Web Session Cookie|7|LMOSW
1542 Pre-OS Boot|4,6|LMNW;1 System Firmware|NW;2 Component Firmware|LMW;3 Bootkit|LW;4 ROMMONkit|N;5 TFTP Boot|N
1543 Create or Modify System Process|4,5|CLMW;1 Launch Agent|M;2 Systemd Service|L;3 Windows Service|W;
 4 Launch Daemon|M;5 Container Service|C
1546 Event Triggered Execution|4,5|ALMOSW;1 Change Default File Association|W;2 Screensaver|W;
 3 Windows Management Instrumentation Event Subscription|W;4 Unix Shell Configuration Modification|LM;5 Trap|LM;
 6 LC_LOAD_DYLIB Addition|M;7 Netsh Helper DLL|W;8 Accessibility Features|W;9 AppCert DLLs|W;10 AppInit DLLs|W;
 11 Application Shimming|W;12 Image File Execution Options Injection|W;13 PowerShell Profile|W;14 Emond|M;
 15 Component Object Model Hijacking|W;16 Installer Packages|LMW;17 Udev Rules|L;18 Python Startup Hooks|LMW
1547 Boot or Logon Autostart Execution|4,5|LMNW;1 Registry Run Keys / Startup Folder|W;2 Authentication Package|W;
 3 Time Providers|W;4 Winlogon Helper DLL|W;5 Security Support Provider|W;6 Kernel Modules and Extensions|LM;
 7 Re-opened Applications|M;8 LSASS Driver|W;9 Shortcut Modification|W;10 Port Monitors|W;12 Print Processors|W;
 13 XDG Autostart Entries|L;14 Active Setup|W;15 Login Items|M
1548 Abuse Elevation Control Mechanism|5,6|AILMOW;1 Setuid and Setgid|LM;2 Bypass User Account Control|W;
 3 Sudo and Sudo Caching|LM;4 Elevated Execution with Prompt|M;5 Temporary Elevated Cloud Access|AIO;
 6 TCC Manipulation|M
1550 Use Alternate Authentication Material|6,9|ACILOSW;1 Application Access Token|ACIOS;2 Pass the Hash|W;
 3 Pass the Ticket|W;4 Web Session Cookie|AOS
1552 Unsecured Credentials|7|ACILMNOSW;1 Credentials In Files|ACLMW;2 Credentials in Registry|W;3 Shell History|LMW;
 4 Private Keys|LMNW;5 Cloud Instance Metadata API|A;6 Group Policy Preferences|W;7 Container API|C;
 8 Chat Messages|OS
1553 Subvert Trust Controls|6|LMW;1 Gatekeeper Bypass|M;2 Code Signing|MW;3 SIP and Trust Provider Hijacking|W;
 4 Install Root Certificate;5 Mark-of-the-Web Bypass|W;6 Code Signing Policy Modification|MW
1554 Compromise Host Software Binary|4|ELMW
1555 Credentials from Password Stores|7|ALMW;1 Keychain|M;2 Securityd Memory|LM;3 Credentials from Web Browsers|LMW;
 4 Windows Credential Manager|W;5 Password Managers|LMW;6 Cloud Secrets Management Stores|A
1556 Modify Authentication Process|4,6,7|AILMNOSW;1 Domain Controller Authentication|W;2 Password Filter DLL|W;
 3 Pluggable Authentication Modules|LM;4 Network Device Authentication|N;5 Reversible Encryption|W;
 6 Multi-Factor Authentication|AILMOSW;7 Hybrid Identity|AIOSW;8 Network Provider DLL|W;
 9 Conditional Access Policies|AI
1557 Adversary-in-the-Middle|7,10|LMNW;1 LLMNR/NBT-NS Poisoning and SMB Relay|W;2 ARP Cache Poisoning|LMW;
 3 DHCP Spoofing|LMW;4 Evil Twin|N
1558 Steal or Forge Kerberos Tickets|7|LMW;1 Golden Ticket|W;2 Silver Ticket|W;3 Kerberoasting|W;4 AS-REP Roasting|W;
 5 Ccache Files|LM
1559 Inter-Process Communication|3|LMW;1 Component Object Model|W;2 Dynamic Data Exchange|W;3 XPC Services|M
1560 Archive Collected Data|10|LMW;1 Archive via Utility;2 Archive via Library;3 Archive via Custom Method
1561 Disk Wipe|13|LMNW;1 Disk Content Wipe;2 Disk Structure Wipe
1562 Impair Defenses|6|ACEILMNOW;1 Disable or Modify Tools|ACLMNW;2 Disable Windows Event Logging|W;
 3 Impair Command History Logging|ELMNW;4 Disable or Modify System Firewall|ELMNW;6 Indicator Blocking|ELMW;
 7 Disable or Modify Cloud Firewall|A;8 Disable or Modify Cloud Logs|AIOS;9 Safe Mode Boot|W;10 Downgrade Attack|LMW;
 11 Spoof Security Alerting|LMW;12 Disable or Modify Linux Audit System|L;
 13 Disable or Modify Network Device Firewall|N
1563 Remote Service Session Hijacking|9|LMW;1 SSH Hijacking|LM;2 RDP Hijacking|W
1564 Hide Artifacts|6|ELMOW;1 Hidden Files and Directories|LMW;2 Hidden Users|LMW;3 Hidden Window|LMW;
 4 NTFS File Attributes|W;5 Hidden File System|LMW;6 Run Virtual Instance|ELMW;7 VBA Stomping|LMW;
 8 Email Hiding Rules|LMOW;9 Resource Forking|M;10 Process Argument Spoofing|W;11 Ignore Process Interrupts|LMW;
 12 File/Path Exclusions|LMW;13 Bind Mounts|L;14 Extended Attributes|LM
1565 Data Manipulation|13|LMW;1 Stored Data Manipulation;2 Transmitted Data Manipulation;3 Runtime Data Manipulation
1566 Phishing|2|ILMOSW;1 Spearphishing Attachment|LMW;2 Spearphishing Link;3 Spearphishing via Service|LMW;
 4 Spearphishing Voice|ILMW
1567 Exfiltration Over Web Service|12|ELMOSW;1 Exfiltration to Code Repository|ELMW;
 2 Exfiltration to Cloud Storage|ELMW;3 Exfiltration to Text Storage Sites|ELMW;4 Exfiltration Over Webhook
1568 Dynamic Resolution|11|ELMW;1 Fast Flux DNS;2 Domain Generation Algorithms;3 DNS Calculation
1569 System Services|3|LMW;1 Launchctl|M;2 Service Execution|W;3 Systemctl|L
1570 Lateral Tool Transfer|9|ELMW
1571 Non-Standard Port|11|ELMW
1572 Protocol Tunneling|11|ELMW
1573 Encrypted Channel|11|ELMNW;1 Symmetric Cryptography;2 Asymmetric Cryptography
1574 Hijack Execution Flow|4,5,6|LMW;1 DLL|W;4 Dylib Hijacking|M;5 Executable Installer File Permissions Weakness|W;
 6 Dynamic Linker Hijacking|LM;7 Path Interception by PATH Environment Variable;
 8 Path Interception by Search Order Hijacking|W;9 Path Interception by Unquoted Path|W;
 10 Services File Permissions Weakness|W;11 Services Registry Permissions Weakness|W;12 COR_PROFILER|W;
 13 KernelCallbackTable|W;14 AppDomainManager|W
1578 Modify Cloud Compute Infrastructure|6|A;1 Create Snapshot;2 Create Cloud Instance;3 Delete Cloud Instance;
 4 Revert Cloud Instance;5 Modify Cloud Compute Configurations
1580 Cloud Infrastructure Discovery|8|A
1583 Acquire Infrastructure|1|P;1 Domains;2 DNS Server;3 Virtual Private Server;4 Server;5 Botnet;6 Web Services;
 7 Serverless;8 Malvertising
1584 Compromise Infrastructure|1|P;1 Domains;2 DNS Server;3 Virtual Private Server;4 Server;5 Botnet;6 Web Services;
 7 Serverless;8 Network Devices
1585 Establish Accounts|1|P;1 Social Media Accounts;2 Email Accounts;3 Cloud Accounts
1586 Compromise Accounts|1|P;1 Social Media Accounts;2 Email Accounts;3 Cloud Accounts
1587 Develop Capabilities|1|P;1 Malware;2 Code Signing Certificates;3 Digital Certificates;4 Exploits
1588 Obtain Capabilities|1|P;1 Malware;2 Tool;3 Code Signing Certificates;4 Digital Certificates;5 Exploits;
 6 Vulnerabilities;7 Artificial Intelligence
1589 Gather Victim Identity Information|0|P;1 Credentials;2 Email Addresses;3 Employee Names
1590 Gather Victim Network Information|0|P;1 Domain Properties;2 DNS;3 Network Trust Dependencies;4 Network Topology;
 5 IP Addresses;6 Network Security Appliances
1591 Gather Victim Org Information|0|P;1 Determine Physical Locations;2 Business Relationships;
 3 Identify Business Tempo;4 Identify Roles
1592 Gather Victim Host Information|0|P;1 Hardware;2 Software;3 Firmware;4 Client Configurations
1593 Search Open Websites/Domains|0|P;1 Social Media;2 Search Engines;3 Code Repositories
1594 Search Victim-Owned Websites|0|P
1595 Active Scanning|0|P;1 Scanning IP Blocks;2 Vulnerability Scanning;3 Wordlist Scanning
1596 Search Open Technical Databases|0|P;1 DNS/Passive DNS;2 WHOIS;3 Digital Certificates;4 CDNs;5 Scan Databases
1597 Search Closed Sources|0|P;1 Threat Intel Vendors;2 Purchase Technical Data
1598 Phishing for Information|0|P;1 Spearphishing Service;2 Spearphishing Attachment;3 Spearphishing Link;
 4 Spearphishing Voice
1599 Network Boundary Bridging|6|N;1 Network Address Translation Traversal
1600 Weaken Encryption|6|N;1 Reduce Key Space;2 Disable Crypto Hardware
1601 Modify System Image|6|N;1 Patch System Image;2 Downgrade System Image
1602 Data from Configuration Repository|10|N;1 SNMP (MIB Dump);2 Network Device Configuration Dump
1606 Forge Web Credentials|7|AILMOSW;1 Web Cookies|ALMSW;2 SAML Tokens|AIOSW
1608 Stage Capabilities|1|P;1 Upload Malware;2 Upload Tool;3 Install Digital Certificate;4 Drive-by Target;
 5 Link Target;6 SEO Poisoning
1609 Container Administration Command|3|C
1610 Deploy Container|3,6|C
1611 Escape to Host|5|CELW
1612 Build Image on Host|6|C
1613 Container and Resource Discovery|8|C
1614 System Location Discovery|8|ALMW;1 System Language Discovery|LMW
1615 Group Policy Discovery|8|W
1619 Cloud Storage Object Discovery|8|A
1620 Reflective Code Loading|6|LMW
1621 Multi-Factor Authentication Request Generation|7|AILMOSW
1622 Debugger Evasion|6,8|LMW
1647 Plist File Modification|6|M
1648 Serverless Execution|3|AOS
1649 Steal or Forge Authentication Certificates|7|ILMW
1650 Acquire Access|1|P
1651 Cloud Administration Command|3|A
1652 Device Driver Discovery|8|LMW
1653 Power Settings|4|LMNW
1654 Log Enumeration|8|AELMW
1656 Impersonation|6|LMOSW
1657 Financial Theft|13|LMOSW
1659 Content Injection|2,11|LMW
1665 Hide Infrastructure|11|ELMNW
1666 Modify Cloud Resource Hierarchy|6|A
1667 Email Bombing|13|LMOW
1668 Exclusive Control|4|LMW
1669 Wi-Fi Networks|2|LMNW
1671 Cloud Application Integration|4|OS
1672 Email Spoofing|6|LMOW
1673 Virtual Machine Discovery|8|ELMW
1674 Input Injection|3|LMW
1675 ESXi Administration Command|3|E
1677 Poisoned Pipeline Execution|3|S
1678 Delay Execution|6|LMW
1679 Selective Exclusion|6|W
1680 Local Storage Discovery|8|AELMW
1681 Search Threat Vendor Data|0|P
`

/** Every active technique and sub-technique, by id. */
export const techniqueFacts: ReadonlyMap<string, TechniqueFacts> = new Map(
  written
    .trim()
    .replaceAll('\n ', '')
    .split('\n')
    .flatMap(familyOf)
    .map(facts => [facts.id, facts]),
)

function familyOf(line: string): TechniqueFacts[] {
  const [head = '', ...below] = line.split(';')
  const [named = '', at = '', letters = ''] = head.split('|')
  const [number = '', name] = cutAtBlank(named)
  const id = `T${number}`
  const tactics = at.split(',').flatMap(position => attackTactics[Number(position)] ?? [])
  return [
    { id, name, parent: undefined, tactics, platforms: platformsOf(letters) },
    ...below.map((sub): TechniqueFacts => {
      const [own = '', others] = sub.split('|')
      const [position, subName] = cutAtBlank(own)
      return {
        id: `${id}.${position.padStart(3, '0')}`,
        name: subName,
        parent: id,
        tactics,
        platforms: platformsOf(others ?? letters),
      }
    }),
  ]
}

function cutAtBlank(text: string): [string, string] {
  const at = text.indexOf(' ')
  return [text.slice(0, at), text.slice(at + 1)]
}

function platformsOf(letters: string): string[] {
  return [...letters].flatMap(letter => platforms[letter] ?? [])
}
