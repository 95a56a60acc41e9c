//! What one reader found, provision by provision, before seeing the engine's answer.
//!
//! Rows are named by their number in the list; no sentence of theirs is copied here.

/// A contested provision as a rapporteur reads it.
pub(crate) struct Judged {
    /// Its label.
    pub(crate) provision: &'static str,
    /// The rows that amend its words, in the order of the list.
    pub(crate) rivals: &'static str,
    /// Rows of which each clashes with each: `366-367-368` names three pairs.
    pub(crate) clash: &'static str,
    /// Rows that ask for the very same: `530=532`.
    pub(crate) same: &'static str,
}

const fn judged(
    provision: &'static str,
    rivals: &'static str,
    clash: &'static str,
    same: &'static str,
) -> Judged {
    Judged {
        provision,
        rivals,
        clash,
        same,
    }
}

/// Pairs that are not named were read too, and do not touch.
pub(crate) const CASES: &[Judged] = &[
    judged("Recital 15", "366 367 368 369", "366-367-368-369", ""),
    // 427 writes anew what follows the sentence that 426 puts there: the engine sees two
    // that only touch.
    judged("Recital 29", "425 426 427", "426-427", ""),
    judged("Recital 57", "508 509 510", "508-509 509-510", ""),
    // 529 replaces the word behind which 530 and 532 put theirs: they only touch.
    judged(
        "Recital 65",
        "528 529 530 531 532",
        "528-529-530-531 528-529-532-531",
        "530=532",
    ),
    judged("Recital 77", "570 571 572 573", "570-571-573", ""),
    judged(
        "Recital 87",
        "582 583 584 585 586",
        "582-584 583-586 584-586",
        "",
    ),
    // 588 strikes the word after one that 590 strikes: taken together nothing is left to qualify.
    judged("Recital 88", "588 589 590", "588-589 588-590", ""),
    judged("Article 6 – paragraph 1 – point a", "853 854 855", "", ""),
    judged(
        "Article 6 – paragraph 1 – point c",
        "857 858 859 860 861 862",
        "857-859-862-858 858-860 858-861",
        "",
    ),
    judged(
        "Article 6 – paragraph 1 – point e",
        "869 870 871",
        "869-870 869-871",
        "870=871",
    ),
    judged(
        "Article 6 – paragraph 3 – subparagraph 2",
        "932 933 936 937",
        "932-936-937 933-936-937",
        "",
    ),
    // 949 writes the sentence anew; its `(e)` is a letter of its own list.
    judged(
        "Article 6 – paragraph 4",
        "944 945 948 949",
        "944-945-948-949",
        "",
    ),
    judged(
        "Article 7 – paragraph 3",
        "976 977 978 981",
        "978-981",
        "976=977",
    ),
    judged(
        "Article 7 – paragraph 4",
        "989 990 991 992 993 994 995",
        "989-991-994 990-993 990-994 993-995",
        "",
    ),
    judged(
        "Article 8 – paragraph 1",
        "1007 1009 1010 1011 1013",
        "1007-1009-1010 1007-1010-1011",
        "",
    ),
    judged("Article 8 – paragraph 3", "1027 1028 1029", "", ""),
    judged(
        "Article 9 – paragraph 1",
        "1039 1040 1041 1042 1043 1046",
        "1039-1043 1040-1042",
        "",
    ),
    // 1052 qualifies words that 1053 takes away.
    judged(
        "Article 9 – paragraph 2 – point b",
        "1049 1050 1051 1052 1053",
        "1050-1051 1052-1053",
        "",
    ),
    // 1066 qualifies words that 1067 and 1068 take away.
    judged(
        "Article 9 – paragraph 2 – point g",
        "1065 1066 1067 1068",
        "1066-1067-1068",
        "",
    ),
    judged(
        "Article 9 – paragraph 2 – point h",
        "1069 1070 1071",
        "1069-1071",
        "",
    ),
    // 1103 puts its words behind the comma, 1101 and 1102 before it: two places for a machine,
    // one for a reader.
    judged(
        "Article 10 – paragraph 1",
        "1100 1101 1102 1103 1104",
        "1100-1103 1101-1102-1103",
        "",
    ),
    judged(
        "Article 11 – paragraph 2",
        "1109 1112 1113 1114",
        "1109-1114 1112-1114",
        "1109=1112",
    ),
    judged(
        "Article 12 – paragraph 3",
        "1135 1136 1137",
        "1135-1137 1136-1137",
        "",
    ),
    judged(
        "Article 12 – paragraph 4",
        "1138 1139 1140 1141 1142 1143 1144 1145",
        "1138-1140-1141-1142-1143-1144 1139-1140-1141-1142-1143-1144 1141-1142-1143-1145",
        "1138=1139",
    ),
    judged(
        "Article 12 – paragraph 6",
        "1160 1161 1162 1163",
        "1160-1161-1163 1160-1162-1163",
        "",
    ),
    judged(
        "Article 14 – paragraph 1 – point b",
        "1183 1184 1185 1186 1187 1188 1189",
        "1183-1187-1188 1184-1185-1187-1188 1184-1189-1187-1188 1185-1186-1188 1189-1186-1188",
        "1185=1189",
    ),
    judged(
        "Article 14 – paragraph 1 – point c",
        "1194 1195 1196 1197",
        "",
        "1194=1195",
    ),
    judged(
        "Article 14 – paragraph 1 – point f",
        "1205 1206 1207 1208",
        "1205-1206-1208",
        "",
    ),
    judged(
        "Article 14 – paragraph 3",
        "1225 1226 1228 1229 1230 1231",
        "1225-1226-1231 1228-1226-1231",
        "1225=1228",
    ),
    judged(
        "Article 14 – paragraph 4 – point b",
        "1237 1238 1239",
        "1238-1239",
        "",
    ),
    // 1248 was tabled without a space, so that it changes the word behind which 1247 adds.
    judged(
        "Article 14 – paragraph 5 – point b",
        "1246 1247 1248",
        "1247-1248",
        "",
    ),
    judged(
        "Article 14 – paragraph 5 – point d",
        "1252 1253 1254",
        "1252-1253",
        "",
    ),
    judged(
        "Article 15 – paragraph 1 – introductory part",
        "1291 1292 1295 1296 1297",
        "1291-1296-1297 1292-1295-1297 1295-1296-1297",
        "",
    ),
    judged(
        "Article 15 – paragraph 1 – point c",
        "1303 1304 1305",
        "1303-1305 1304-1305",
        "",
    ),
    judged(
        "Article 15 – paragraph 1 – point d",
        "1308 1309 1310 1311",
        "",
        "1308=1309",
    ),
    // 1315 can be read as moving the end to the front or the front to the end; the engine reads
    // the latter, and then it differs from 1313.
    judged(
        "Article 15 – paragraph 1 – point h",
        "1313 1314 1315 1316",
        "1313-1314-1316 1315-1314-1316",
        "",
    ),
    judged(
        "Article 15 – paragraph 2",
        "1326 1327 1328 1329 1330 1331 1332 1333 1334",
        "1327-1332 1326-1329-1330-1333 1331-1329-1330-1333 1326-1334 1331-1334",
        "1326=1331",
    ),
    // 1372 was tabled without a space between two sentences, so that it changes a word.
    judged(
        "Article 16 – paragraph 1",
        "1372 1373 1374 1375",
        "1372-1375 1373-1374",
        "",
    ),
    judged(
        "Article 17 – title",
        "1380 1381 1382 1383",
        "",
        "1380=1381=1382=1383",
    ),
    // 1386 leads over to words that 1384 and 1389 take away.
    judged(
        "Article 17 – paragraph 1 – introductory part",
        "1384 1385 1386 1387 1388 1389 1390",
        "1384-1385-1388-1389-1390 1386-1384-1385-1388-1390 1386-1389 1386-1385-1387-1388-1390",
        "",
    ),
    judged(
        "Article 17 – paragraph 1 – point a",
        "1391 1392 1393",
        "1391-1392 1392-1393",
        "1391=1393",
    ),
    judged(
        "Article 17 – paragraph 3 – introductory part",
        "1424 1426 1427",
        "",
        "",
    ),
    judged(
        "Article 17 – paragraph 3 – point b",
        "1430 1431 1432 1433",
        "1430-1432-1433",
        "",
    ),
    judged(
        "Article 17 – paragraph 3 – point d",
        "1440 1441 1442 1443",
        "1440-1441 1440-1442 1442-1443",
        "",
    ),
    judged(
        "Article 17 – paragraph 4 – point b",
        "1458 1459 1460",
        "",
        "",
    ),
    judged(
        "Article 17 – paragraph 9",
        "1478 1481 1482",
        "",
        "1478=1481=1482",
    ),
    judged(
        "Article 18 – paragraph 1",
        "1497 1498 1499 1501 1502 1503 1504 1505",
        "1497-1498-1501 1497-1501-1502 1497-1498-1503 1497-1503-1502 1497-1504 \
         1505-1498-1501 1505-1501-1502 1505-1498-1503 1505-1503-1502 1505-1504 \
         1499-1501 1499-1503",
        "1497=1505 1501=1503",
    ),
    // 1577, 1580, 1581 and 1583 qualify words that 1578 and 1579 take away.
    // The additions of four stand right behind words that two take away: they only touch.
    judged(
        "Article 20 – paragraph 2 – point c",
        "1577 1578 1579 1580 1581 1582 1583",
        "1577-1578-1579-1580-1581 1583-1578-1579-1580-1581",
        "1577=1583",
    ),
    judged(
        "Article 20 – paragraph 3",
        "1595 1596 1597 1598 1599",
        "1595-1596-1599 1595-1597-1599 1595-1598",
        "",
    ),
    judged(
        "Article 20 – paragraph 4",
        "1605 1608 1609 1610 1611",
        "1605-1608 1605-1610 1609-1611",
        "",
    ),
    judged(
        "Article 21 – paragraph 1 – introductory part",
        "1620 1621 1622 1623",
        "1620-1621 1621-1622",
        "",
    ),
    // 1636 also drops a space inside words that 1633 strikes: a slip, not a wish.
    judged(
        "Article 21 – paragraph 1 – point c",
        "1632 1633 1634 1635 1636 1637",
        "1632-1633-1635 1632-1634-1635 1633-1637 1635-1636-1637 1633-1635-1637",
        "",
    ),
    judged(
        "Article 21 – paragraph 2",
        "1645 1647 1649",
        "",
        "1645=1647",
    ),
    // 1655 qualifies a verb that 1658 and 1660 take away.
    // 1658 writes the whole anew, so that for the engine the words behind which 1654 adds go too.
    judged(
        "Article 22 – paragraph 1",
        "1654 1655 1657 1658 1659 1660",
        "1654-1660 1655-1658-1660 1657-1658-1660 1658-1659-1660",
        "",
    ),
    judged(
        "Article 22 – paragraph 2 – introductory part",
        "1668 1669 1670",
        "1668-1669-1670",
        "",
    ),
    judged(
        "Article 22 – paragraph 2 – point d",
        "1677 1678 1679",
        "1677-1678-1679",
        "",
    ),
    // 1692 and 1696 turn a noun into a verb around the word that 1690 and 1694 change: the engine
    // takes the phrase as one.
    judged(
        "Article 22 – paragraph 3",
        "1689 1690 1692 1693 1694 1695 1696 1697 1698",
        "1689-1690-1695 1689-1690-1697 1689-1692-1695 1689-1692-1697 1689-1694-1695 \
         1689-1694-1697 1689-1696-1695 1689-1696-1697 1692-1693-1697 1692-1698 \
         1693-1696-1697 1697-1698",
        "",
    ),
];
