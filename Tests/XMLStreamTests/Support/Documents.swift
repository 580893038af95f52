/// Documents that the tests share.
enum Documents {
    /// Well-formed, each with something that a scanner can get wrong.
    static let wellFormed: [String] = [
        "<a/>",
        "<a></a >",
        "\n \t<a/>\r\n",
        "<?xml version='1.0'?><a/>",
        "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<a/>\n<!-- after --><?pi after?>",
        "<a b='>' c=\">/>\" d='\"' e=\"'\"/>",
        "<a\n  b = '1'\r\n\tc= '2'\n/>",
        "<a><!-- > - -> - - > <b> --></a>",
        "<a><!--<!DOCTYPE a>--><!----><!-- - --><!-->--></a>",
        "<a><![CDATA[<b>]]]]><![CDATA[></b>]]></a>",
        "<a><![CDATA[]]><![CDATA[]]]></a>",
        "<a><![CDATA[<!DOCTYPE a [<!ENTITY b \"c\">]>]]></a>",
        "<a>]] > ]>]]&gt;</a>",
        "<a><?pi <b> ?? > ?></a>",
        "<?pi?><a><?pi ??></a>",
        "<a>&lt;!DOCTYPE a&gt; &amp;&quot;&apos;&#65;&#x1F600;</a>",
        "<a b='&#10;&#xA;&lt;&#38;&amp;&amp;amp;&#60;'/>",
        "<é:ü xmlns:é='urn:é' é:ö='ß'>€😀</é:ü>",
        "<a xmlns='urn:1'><a xmlns=''><a xmlns='urn:2'/></a></a>",
        "<p:a xmlns:p='urn:1'><p:a xmlns:p='urn:2' p:b='1' b='2'/></p:a>",
        "<a xml:lang='de' xml:space='preserve'> </a>",
        "<a>\r\n<b/>\r<b/>\n\r<b\r\n/>\r\r\n</a>",
        "<a><b/>x<b/>y<b/>z</a>",
        "<a>\u{2028}\u{85}<b/>\u{FEFF}<b/></a>",
        "<a.b-c_d1 e:f='1' xmlns:e='e'/>",
        "<a xmlns='not a URI'/>",
        "<a>" + String(repeating: "x", count: 5_000) + "<b/></a>",
        "<a>" + String(repeating: "<b c='1'>\n</b>", count: 3_000) + "</a>",
        "<a><!--" + String(repeating: "- ", count: 5_000) + "--></a>",
        "<a b='" + String(repeating: "x\n", count: 5_000) + "'/>",
    ]

    static let malformed: [String] = [
        "x", "<", "<a", "<a>", "</a>", "<a></b>", "<a/><b/>", "<a/>x", "<a>&b;</a>", "<a>&</a>",
        "<a>&#0;</a>",
        "<a>&#xD800;</a>", "<a>&#xFFFE;</a>", "<a>]]></a>", "<a><!-- -- --></a>", "<a><!--- --->",
        "<a b/>", "<a b=1/>", "<a b='1' b='2'/>", "<a b='1'c='2'/>", "<a b='<'/>", "<a b='1/>", "< a/>",
        "<a / >",
        "<1/>", "<a><b></a></b>", "<p:a/>", "<a p:b='1'/>", "<a:b:c xmlns:a='u'/>", "<a xmlns:p=''/>",
        "<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>", "<a><![CDATA[</a>", "<a><![cdata[]]></a>",
        "<![CDATA[]]><a/>",
        "<a><?xml version='1.0'?></a>", " <?xml version='1.0'?><a/>", "<?xml?><a/>",
        "<?xml version='2.0'?><a/>",
        "<?xml encoding='UTF-8'?><a/>", "<?xml version='1.0' encoding='UTF-8' encoding='UTF-8'?><a/>",
        "<?xml",
        "<a>\u{1}</a>", "<a b='\u{B}'/>", "<a>\u{FFFE}</a>", "<a><!x></a>", "<!x><a/>",
        "<!doctype a><a/>", "<a><!doctype a></a>", "<a xmlns:xml='urn:x'/>", "<a xmlns:xmlns='urn:x'/>",
        "<a>&lt</a>",
        "<a></a", "<a></a b>", "<a><?", "<a><?p", "<a><? ?></a>", "<?><a/>", "<a><!", "<a><!-", "<a><!--",
        "<a><![",
        "<>", "<a><></></a>", "<a//>", "<a/", "<a b", "<a b=", "<a b='", "\u{FEFF}", "<a/>&amp;", "&amp;<a/>",
    ]

    /// An operations schedule of B2MML V0700, with comments, attributes and text of several scripts.
    static let schedule = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- sent by ERP > plant -->
        <OperationsSchedule xmlns="http://www.mesa.org/xml/B2MML" xmlns:x="urn:acme">
          <ID schemeID="ERP">SCHED-47</ID>
          <Description languageID="de">Fr\u{FC}hschicht &amp; Sp\u{E4}tschicht \u{5DE5}\u{5355}</Description>
          <OperationsRequest>
            <ID>OR-0001</ID><Priority>1</Priority>
            <SegmentRequirement>
              <ID/>
              <EarliestStartTime>2026-06-02T04:52:37Z</EarliestStartTime>
              <MaterialRequirement x:line='1 &lt; 2'
                  x:note="a > b">
                <MaterialDefinitionID>  0004711 </MaterialDefinitionID>
                <Quantity><QuantityString>12.50</QuantityString><UnitOfMeasure>KGM</UnitOfMeasure></Quantity>
                <![CDATA[<raw> & ]]]]><?keep this?>
              </MaterialRequirement>
            </SegmentRequirement>
          </OperationsRequest>
        </OperationsSchedule>

        """

    /// An acknowledgement with the envelope of a BOD in another prefix than its content.
    static let acknowledgement = """
        <m:AcknowledgeOperationsSchedule xmlns:m='http://www.mesa.org/xml/B2MML' releaseID='1'>
        \t<o:ApplicationArea xmlns:o="http://www.openapplications.org/oagis/9">
        \t\t<o:Sender><o:LogicalID>MES&#x2D;01</o:LogicalID></o:Sender>\r
        \t\t<o:CreationDateTime>2026-06-02T04:52:37.123+02:00</o:CreationDateTime>\r
        \t\t<o:BODID>b-1</o:BODID>
        \t</o:ApplicationArea>
        \t<m:DataArea><m:Acknowledge><m:OriginalApplicationArea/></m:Acknowledge></m:DataArea>
        </m:AcknowledgeOperationsSchedule>
        """

    static let all = wellFormed + [schedule, acknowledgement]
}
