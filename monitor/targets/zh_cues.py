"""The words by which a Chinese text says that a figure is a goal, a fact, or neither."""

from __future__ import annotations

from bisect import bisect_left

from monitor.text import late as re
from monitor.text.sieve import sieved

#: Says that something is to come.
GOAL = sieved(
    r"力争|争取(?![到了]|[^,。;]{0,16}(?:资金|国债|债券|项目资金))|目标|计划(?=到|在|于|开|培|采|购|更|配|组|新|建|投|用|再|通|实|今|明|2|安|三|五|总|完|引|每|[^,。;]{0,6}将)|拟(?!合|南|态)|(?<!即)(?<!接)将(?!近|来|自|其|于(?![年今明])|把|军|领|这|[^,。;\d]{1,16}(?:作为|冒充|充当|列[为入]|纳入|用于|用作|交[由给]|移[送交]|认定为|送往|运往|售予|卖给|告上))"
    r"|届时|确保|规划(?=建|配|到|总|新|设|布|面|用|占)|预期(?!寿命|性|值|外|时间)|务必|力求|应当?(?!用|急|对|答|届|收|变|链|激|聘|届|邀|景|力)|(?<![必无])须(?!知)|必须|不得|不能(?:少|低|超)"
    r"|(?<![重主需首必摘概纲不只紧简扼切险而就])要(?![素求点闻事塞害件么是领义职目道不冲地看认知说])"
    r"|需(?:要)?(?:达到|建|新|在|完成)|今后|未来|将来|下一步|接下来|再(?:建|添|增|新)|瞄准|剑指|冲刺|猛冲|直指|预算(?!金额)|预留|涉资|涉及开支|总开支|耗资|拨出|安排|拨款|下达|鼓励|支持(?=建设|培育)"
)
#: Says that something is.
FACT = sieved(
    r"已(?!有之|知|预留|拨出|拨备|预备)|(?<=[成到过增长降建设批立了加化])了|截至|截止|(?<![较比在对由从把])目前|(?<![较比在对由从把])现有|同比|环比|共有|仅有|只有|仅为|过去|以来|当前|如今|当时|现状|起点|家底|底子"
    r"|据统计|统计|数据显示|超额|实际|前三季度|1-\d{1,2}月|一季度|历年|连续|刚刚|昨天|昨日|日前达|当下|时为|平均降|中选价格|摸底|(?<![总合])共(?=\d)|实现了|达到了|(?<!人)才(?=\d)|首批已|"
    r"来自|属于|"
    r"还靠|(?:集中|现场|成功|正式|达成|当场|会上|共)签约|签约(?=[,。]|了|\d|[^,。;\d]{0,6}(?:项目|仪式|总额|金额|合同|订单))|(?<!\d)年[增减](?!值|长)|全年共"
)
#: Reports a goal of an earlier plan: its own date then is the deadline, past or not.
PAST_GOAL = re.compile(r"曾?(?:提出|要求|定下|设定|明确|确定)[^。;]{0,20}?$|目标(?:是|为|曾)[^。;]{0,20}?$")
#: Turns the page to what is to come, or to what has been, at the head of a sentence, paragraph or section.
GOAL_HEAD = re.compile(r"目标|指标|任务|愿景|时间表|路线图|要办成|安排")
FACT_HEAD = re.compile(
    r"现状|基础|回顾|成效|成就|进展|成果|背景|形势|家底|底子|十三五|亮点|过去一年|总结|概况|工作回顾"
)

#: Prices, tenders, fines.
PRICE = sieved(
    r"中标|成交(?!额)|预算金额|单价|售价|定价|标价|报价|挂牌(?:价|出让)|最高限价|限价|起拍|采购价|意向采购量|约定采购量|价格(?:为|是|在|约|低|高|从|由)|均价|每台|每套|每盒|每支|每例|一台|元/|收费|(?<!总)费用(?!约?为?[\d.]+[万亿])|自付|自费|门诊费|"
    r"罚款|没收|罚没|处以|货值|违法所得|判处|赔偿|保证金|注册资本|股价|月薪|年薪|薪资|工资|年薪|待遇|押金|月租|租金|门票|招聘|年收入|安家费|笔试|面试|试用期|收取|报名费|促销|优惠|"
    r"直销|仅需|特价|身价|花了|花掉|花去|花费(?=[约近超]?\d)|总价(?!值)|价[位差]|价格相差|原价|现价|到手价|加收|立减|补差|尾款|货款|余款|首付|违约金|诉讼费|受理费|折扣|加盟费"
)
#: Parameters of an instrument: how much one applicant gets.
PARAMETER = sieved(
    r"最高(?:不超过|可|给予|补|奖|限|资助|\d|[一二三四五六七八九十百千])|给予[^,。;]{0,24}(?:奖|补|资助|支持)|优惠|一次(?:性|过)(?:奖|补|给|多?[得发领获])|可(?:获发?|领取?|申领)|奖励|(?:补助|补贴|"
    r"资助)(?:标准|比例)|(?:扣减|核减|扣[除回分])|(?:户均|人均|每床|每张|按人头)(?:补[助贴]|奖补|资助)|"
    r"按[^,。;]{0,24}(?:给予|补助|补贴|奖励|资助|支持|返还|核销|报销|支付|扣|收取|比例(?:给|补|奖|安|计|分|承|予)|计算|计提|的$)|贴息|封顶|上限|单个(?:项目|企业|合同|品种|产品)|(?:同一|单家|单一|每家|每户)(?:企业|单位|机构|项目|申请)|处方|补偿比例|赔付|补助额度|补贴额度|给付(?:额|上限|标准)|限额|额度|每(?:家|个|户|项|人|名|件|"
    r"例)(?:企业|项目|产品|单位|医院|"
    r"机构)?(?:给予|补助|奖励|补贴|最高)|不超过[^,。;]{0,10}的(?:补助|奖励|补贴)|"
    r"笔试|面试|报名|报销|起付|自付|缴费|基金支付|税率|利率|加计扣除|首付"
)
#: Forecasts of the market, wishes of firms.
FORECAST = sieved(
    r"市场[^。;]{0,60}(?:预计|有望|预测)|市场(?:规模|空间|容量)?[^。;,]{0,4}将|市场规模[^。;]{0,16}将|募资|集资|执行长|董事长|总经理|创始人|创办人|机构:|(?<![案府长官首又局部委])建议(?!书|稿)|融资|轮(?=投资)|(?:预计|有望|估计)[^。;]{0,30}市场|将是[^。;]{0,20}市场|市场(?:空间|容量|体量|需求)|机构(?:预|认为)|(?:分析|"
    r"业内)(?:师|人士)|咨询(?:公司|机构)?|研究院|研报|券商|证券|测算|有望|可望|法人(?:估计|预期)|Frost|IDC|"
    r"(?:企业|公司|协会|公会|商会|业者|院长|网友|专家|学者|代表)[^。;]{0,30}(?:希望|建议|呼吁|期盼|期待|认为|估计)|预计(?:该|本品|[^,。;]{0,4}(?:营收|营业|收入|净利|利润|毛利|销量|装机|出货)|全球|中国|我国|国内|市场|一年|每年|可(?:节|省|实现年|带动|减|为|使|年)|达产)|达产后|满产后"
)
#: Counts of inspections, cases, faults.
INSPECTION = sieved(
    r"检验值|检验项目|标准规定|出厂检|抽检|抽查|抽样|飞行检查|检查(?:企业|了)|缺陷|案件|查处|立案|责令|不合格|召回|违法|违规|处罚|吊销|注销|投诉|举报|约谈|警告|不良(?:事件|记录)|不再受理|"
    r"不得从事|撤销|涉案|(?<!交)货值|罚款|罚没|没收|冒充|移送|原告|被告|判决|犯罪|嫌疑|实测|送检|标称|测评|评测|样品"
)
#: Counts of the plan's own parts: 20项重点任务, 八大领域, 三个方面.
STRUCTURE = re.compile(
    r"(?:大|个|项|条|类|方面|部分|章|节|步|层|件|句|点|种|道|张|份|则|批)?(?:重点|主要|具体|核心|关键|优先|基本|专项|政策|方面|保障|改革|细分|工作|标志性|支持|政策)*的?"
    r"(?:任务|举措|措施|方面|领域|方向|环节|行动(?!计划)|原则|问题|内容|维度|层面|部分|条款|章节|坐标|要求|路径|阶段|难题|意见|建议|条件|特点|优势|支柱|抓手|关系|挑战|附件|清单|要点|"
    r"板块|政策|工程(?!师|技术|\(|研究|中心)|指标|标准|总量|目标|事|话|数|步|层|大|类$)"
)
_RANK = "第前"


def is_structure(after: str) -> bool:
    """Whether what follows a small number makes it a count of the plan's own parts."""
    return STRUCTURE.match(after) is not None


_KINDS = {
    "goal": GOAL,
    "fact": FACT,
    "price": PRICE,
    "parameter": PARAMETER,
    "forecast": FORECAST,
    "inspection": INSPECTION,
}


class LineCues:
    """Where the cue words of one line stand, by kind; each kind is searched for once, when it is first asked for."""

    __slots__ = ("_line", "_starts")

    def __init__(self, line: str) -> None:
        self._line = line
        self._starts: dict[str, list[int]] = {}

    def last(self, kind: str, low: int, high: int) -> int:
        """Where the last word of a kind begins in [low, high); -1 for none."""
        starts = self._starts.get(kind)
        if starts is None:
            starts = self._starts[kind] = [match.start() for match in _KINDS[kind].finditer(self._line)]
        index = bisect_left(starts, high) - 1
        return starts[index] if index >= 0 and starts[index] >= low else -1

    def has(self, kind: str, low: int, high: int) -> bool:
        """Whether a word of a kind begins in [low, high)."""
        return self.last(kind, low, high) >= 0
