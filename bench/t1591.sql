select _sourceHost, "User", ToolCategory,
  case ToolCategory when 'Port Scanner' then 75 when 'OSINT Tool' then 70 else 60 end as RiskScore,
  count(*) as _count,
  array_to_string(list_sort(list(distinct CommandLine))[:100], chr(10)) as Commands
from (
  select _sourceHost, "User", CommandLine,
    case when regexp_matches(ImageLower, 'nmap|masscan|zmap') then 'Port Scanner'
      when regexp_matches(ImageLower, 'theharvester|spiderfoot') then 'OSINT Tool'
      when contains(ImageLower, 'nikto') then 'Web Scanner'
      else 'Recon Tool' end as ToolCategory
  from (
    select _sourceHost, "User", CommandLine, lower(Image) as ImageLower, lower(CommandLine) as CmdLower
    from $EVENTS
    where EventCode = 1 and (contains(lower(_sourceCategory), 'sysmon') or contains(lower(_sourceCategory), 'endpoint'))
  )
  where regexp_matches(ImageLower, 'nmap|masscan|nikto|shodan|theharvester|recon-ng|maltego|spiderfoot|dnsenum|arp-scan|zmap')
    or regexp_matches(CommandLine, '-sV |-O |-sC |-p\s+\d')
    or regexp_matches(CmdLower, 'dnsenum|whois |hunter\.io')
)
group by all
order by RiskScore desc
