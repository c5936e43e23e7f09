"""What kind of page a Chinese text is: a tender, guidance, trade, a market study; such pages set no targets."""

from __future__ import annotations

from monitor.text import late as re

_TENDER = re.compile(
    r"中标|招标|采购(?:人|需求|内容|预算|项目|单位)|预算金额|最高限价|成交(?:金额|供应商|结果)|供应商|质疑|代理机构|评审专家|磋商|投标"
)
_PENALTY = re.compile(r"罚款|没收|违法所得|行政处罚|责令|飞行检查|召回|案件")


#: A plan that an office has issued: 印发《…行动计划》.
_ISSUED = re.compile(
    r"(?:印发|下发|发布|出台|公布|通过|审议)[^。\n《]{0,10}《[^》\n]{0,60}(?:规划|计划|方案|意见|措施|纲要|办法)"
    r"|《[^》\n]{0,60}(?:规划|计划|方案|纲要)(?:\([^)\n]{0,20}\))?》(?:[^。\n]{0,16}(?:印发|发布|出台|公布|提出|明确|要求))"
)
#: The head of a page on a market, and who speaks on it.
_MARKET = re.compile(r"市场[^。\n]{0,8}(?:规模|展望|前景|预测|分析|报告|研究|洞察|将|达|突破)|^\s*机构:")
_ANALYSTS = re.compile(r"咨询|机构(?:预|统|发|测)|研究(?:报告|机构)|分析师|最新报告|券商|研报")


def _is_market(head: str) -> bool:
    """Whether a page tells what analysts make of a market."""
    return _MARKET.search(head[:80]) is not None and _ANALYSTS.search(head) is not None


#: What the notice of a tender or of its result is titled.
_NOTICE = re.compile(
    r"(?:中标|成交|招标|采购|磋商|询价|比选|竞价|竞争性谈判|单一来源|遴选|流标|废标|更正|开标|合同|采购意向)(?:候选人|结果|意向|邀请|项目)?(?:公告|公示|公开)"
)


#: What guidance for applicants is titled: its figures are requirements.
_NO_POLICY = re.compile(
    r"审[查评]指导原则|(?:注册|技术)指导原则|技术(?:规范|要求)|(?:环境影响|环评|能评)[^。\n,]{0,12}(?:公示|公告|报告)|(?:采购|技术)(?:需求书|需求公示|参数)|(?:服务|用户|使用)协议|物业服务|外包服务|安全提示|温馨提示|(?:技能等级|职称|资格)(?:考试|认定|评审)|招生(?:简章|公告|启事)|(?:行业|国家|团体|地方)标准[^。\n,]{0,30}(?:编制说明|征求意见|公开征)|(?:满足|符合)哪些条件|(?:行业|国家|团体|地方)标准[:》]|(?:评审|评分|得分|考核)(?:细则|评分表)|说明书(?=\s*(?:$|\n|\())|操作手册|(?:办事|服务|办理)指南"
)
#: The same of applicants for what an office gives; it may say what all of them together are to come to.
_APPLY = re.compile(
    r"(?:申报|申请|申领|征集|遴选)[^。\n,]{0,24}(?:通知|公告|指南|须知|启事)|申报(?:条件|指南|须知)|(?:补助|补贴)[^。\n,]{0,8}(?:说明|问答|申请)"
)


#: What a court's page speaks of; its sums and terms bind two parties.
_COURT = re.compile(r"原告|被告|上诉人|判决|裁定|诉讼请求|受理费|违约金|合同纠纷|法院|仲裁|当事人")
#: What a notice of prices is titled.
_PRICES = re.compile(
    r"(?:调整|规范|公布|制定|降低|下调|新增|核定)[^\n,。]{0,24}(?:价格|收费|服务费)(?:项目|标准|政策|的通知)?"
)


#: What is told of a fair.
_FAIR = re.compile(r"参展|展位|展览面积|专业观众|主办方|同期举办|招展|布展|展商")
#: Advice to patients and to buyers of what they use at home.
_ADVICE = re.compile(
    r"科普|禁食|饮水|按压|剂量|服用|症状|备孕|臂围|术后|毫升|注意事项|孕妇|过敏|就医提醒|自测|怎么[用选办看]|能不能|该不该"
)


#: What is compared with a year before is a statistic.
_OVER_TIME = re.compile(r"同比|环比|较?上年同期")


def _goals_in(head: str) -> int:
    """How often the head of a text speaks of goals."""
    return len(_GOAL_WORDS.findall(head))


_GOAL_WORDS = re.compile(r"目标|力争|规划|到20\d\d年")


#: What a study is told by; its figures are those of a trial.
_STUDY = re.compile(
    r"论文|子刊|期刊|通讯作者|第一作者|课题组|研究团队|随机对照|受试者|统计学意义|置信区间|Meta分析|曲线下面积|特异度|双盲|队列研究|同行评[议审]|预印本|P<0"
)


def is_idle(text: str) -> bool:
    """Whether the head of a text is that of a study, a tender or of penalties: four of their words and no plan."""
    head = text[:4000]
    if len({m[0] for m in _STUDY.finditer(head)}) >= 4 and _goals_in(head) < 2:
        return True
    if _NO_POLICY.search(head[:150]) is not None and _goals_in(head) < 2:
        return True
    if _APPLY.search(head[:150]) is not None and _goals_in(head) < 1:
        return True
    if _NOTICE.search(head[:150]) is not None and len({m[0] for m in _TENDER.finditer(head)}) >= 1:
        return True
    tender = len({m[0] for m in _TENDER.finditer(head)})
    if len({m[0] for m in _COURT.finditer(head)}) >= 4 or (_PRICES.search(head[:60]) and _goals_in(head) < 1):
        return True
    penalty = len({m[0] for m in _PENALTY.finditer(head)})
    if len(_OVER_TIME.findall(head)) >= 2:
        # statistics of tenders, not one of them
        tender = 0
    return max(tender, penalty) >= 4 and _goals_in(head) < 2


#: Words of goods, shares, studies and market reports, and words of policy.
_TRADE_ZH = [
    "我司",
    "本公司",
    "净利润",
    "每股",
    "股价",
    "市值",
    "券商",
    "研报",
    "股东",
    "分红",
    "选购",
    "质保",
    "售后",
    "退换",
    "包邮",
    "厂家",
    "月销",
    "畅销",
    "五险一金",
    "包吃住",
    "年薪",
    "月薪",
    "招聘",
    "投资机会",
    "前景预测",
    "市场现状",
    "行业报告",
    "主动召回",
    "召回级别",
    "注册证号",
    "型号",
    "批次",
    "咨询电话",
    "在线订购",
    "授信",
    "利率",
    "期限最长",
    "促销",
]
_POLICY_ZH = [
    "政府",
    "国务院",
    "卫健委",
    "卫生健康",
    "工信",
    "药监局",
    "医保局",
    "发展改革",
    "规划",
    "行动方案",
    "实施方案",
    "行动计划",
    "印发",
    "指导意见",
    "部门",
    "全省",
    "全市",
    "全国",
]


def is_trade_zh(text: str) -> bool:
    """Whether the head of a Chinese text is about goods, shares, studies or markets rather than an issued plan."""
    head = text[:6000]
    trade = sum(word in head for word in _TRADE_ZH) >= 2 and sum(word in head for word in _POLICY_ZH) < 2
    advice = len({m[0] for m in _ADVICE.finditer(head)}) >= 3 and _goals_in(head) < 2
    fair = len({m[0] for m in _FAIR.finditer(head)}) >= 3 and _goals_in(head) < 2
    if (
        not trade
        and not advice
        and not fair
        and not _is_market(head)
        and not (_is_of_a_firm(head[:1500]) and _VOICE.search(head) is None)
    ):
        return False
    return _ISSUED.search(head) is None


#: Who sets targets, and in what: a text in which none of them stands promises nothing by its mere kind.
_VOICE = re.compile(
    r"政府|国务院|[省市区县]委(?!托)|发展?改革?委|发展改革|工信|工业和信息化|卫健|卫生健康|卫计委|药监|药品监督|医保局|医疗保障|科技[厅局部]"
    r"|科学技术[厅局部]|财政|民政|[省市区县局厅署部司]长(?!期|度|效|足)|主任委员|印发|规划|行动计划|方案|工作报告|若干(?:措施|意见|政策)|指导意见"
    r"|管理局|办公[厅室]|行政院|经济部|产发署|国发会|数发部|卫生[署局司]|国健署|当局|卫福部|国科会|施政|特区|食药署|健保署|委员会|管委会|联席会议|部署|条例|办法|十[二三四五六]五|示范区|先行区"
    r"|党代会|[我本][局厅委](?!托|员)|(?:国家|[省市])层面|主管机关|[两三四五六七八九十多]部门|公开征求|发展计划|路线图|(?:工作|任务|年度)清单|(?:三年|攻坚)行动|攻关专项|医改|审[评批]{1,3}改革|投促|招商(?!银行|证券|局)"
    r"|残联|专项行动|(?<=[省市县区州])里(?=[今明每拿将计要安出印])|人大|政协|讲话|推进会|我[省市区县]|预算案|医管局|政策"
)


def is_voiced(text: str) -> bool:
    """Whether somebody who can set targets has the word in a Chinese text, or it is too short to tell."""
    return len(text) < 120 or _VOICE.search(text[:6000]) is not None


#: A firm speaks of itself, or others of its shares.
_FIRM = re.compile(r"公司|股份|集团|管理层")
_RESULTS = re.compile(r"营收|营业收入|净利润|业绩|财报|年报|季报|毛利率|投资者|股东|指引|市盈率|评级|目标价|分红")


def _is_of_a_firm(head: str) -> bool:
    """Whether a page tells a firm's results: its aims are no policy."""
    return _FIRM.search(head) is not None and len({m[0] for m in _RESULTS.finditer(head)}) >= 3


_REPORT = re.compile(
    r"统计(?:公报|快报|年报|数据)|事业发展统计|(?:年度|工作|注册|发展)(?:报告|公报|白皮书)发布|情况通报|决算|绩效评价结果|审计结果|现况|(?<!目标)完成情况|运行(?:情况|分析)|工作总结|白皮书"
)


def is_report(text: str) -> bool:
    """Whether a Chinese text is headed as a bulletin or a report on what was."""
    return _REPORT.search(text[:160]) is not None


#: Articles of a text in force, what such texts are titled, and the words by which they bind.
_ARTICLE = re.compile(r"第[一二三四五六七八九十百]{1,5}条")
_RULE_TITLE = re.compile(r"条例|办法|规定|细则|准则|规范|标准|基本要求|准入|门槛|条件|检查要点|评分|考核")
_BINDS = re.compile(r"应当|不得|不应|不宜|须|方可|禁止|责令|否则|准予|的,应")


def is_rules(text: str) -> bool:
    """Whether a Chinese text is that of rules, a standard, conditions of a licence: its figures are no goals."""
    head = text[:4000]
    if _goals_in(head) >= 2:
        return False
    binding = len(_BINDS.findall(head))
    articles = len(set(_ARTICLE.findall(head)))
    return (articles >= 2 and binding >= 2) or (_RULE_TITLE.search(head[:110]) is not None and binding >= 3)
