"""Chinese names of equipment: how they grow, what makes a name none, and which sentences and pages want none.

Those of English are in `english`.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.text import late as re

#: Sentences about trade, offences, products and the past: what they name is no policy's object.
IDLE_ZH = re.compile(
    r"售价|厂家|价格为|报价|招聘|岗位|经营范围|中标|罚款|处罚|缺陷|召回|不合格|违法|抽检|靠进口|依赖进口|只能进口|股票|参展|样机|获批上市|已(?:获批|上市|达到|成功|经(?!(?:投入)?使用[\d十超满达近年时])|有|在|建成|配备|累计|接入|完成|全部|安装|投入(?!使用[\d十超满达近年时])|使用(?![\d十超满达近年时]))|获批建设|缺口|没有[^,。;]{0,8}[机仪器备]|违法|案件|罚没|卖到|抽奖|抽取|赠送|出口|最高价|最低价|平均价|不再新增|未予采纳|报废的|团体标准|没有展示|出售|临床试验|融资|过剩|累计(?:完成|出具|服务|检查)|厂商|大厂|出货|体验区|打破.{0,8}垄断|曾|"
    r"市值|门诊费|检查费|中选|均价|暂(?:停|缓)(?!(?:新增)?(?:采购|购置|购买|引进|进口|使用))|停止受理|融资|[上中下]游(?:是|为|包括|主要|环节)|下线|产量|订单|报销|起付|自付|待用状态|销量|"
    r"销售额|竞争格局|市场规模|适用范围|禁忌|注意事项"
)
#: A text about policy at all.
POLICY = re.compile(
    r"《[^《》]{0,80}(?:规划|计划|方案|意见|行动|措施|通知|办法|目录)|政策|规划|国务院|[省市]政府|工信|卫健委|药监局|卫生健康|发改委|"
    r"人民政府|印发|通知如下|重点(?:突破|发展|支持|推广|攻关)|"
    r"(?:支持|鼓励|推动|推进|加快|引导|扶持|优先)[^。,;:]{0,16}"
    r"(?:研发|研制|攻关|更新|推广|配[置备]|采购|购置|使用|应用|试用|普及|产业化|国产化|发展|示范)|"
    r"(?:卫生?健?|工信|科技|发改|医保|民政|药监|财政)[局厅委]|若干措施|攻关专项|科技专项|揭榜挂帅|"
    r"(?:将|要|应当?|拟|计划)为[^。,;:]{0,16}(?:[医学]院|中心|站|室|家庭|老人)[^。,;:]{0,6}(?:配[置备]|采购|购置|更新|安装)|"
    r"\b(?:[Pp]olic(?:y|ies)|[Mm]inist(?:ry|er|ries)|[Gg]overnment|[Cc]ommission|FDA|NHS|[Pp]rogramme|[Cc]abinet|Congress|"
    r"Plan|Scheme|Strategy|Administration|Department of|Council|Authority|[Ii]nitiative|[Ff]ive-[Yy]ear|White House|"
    r"Parliament|WHO|[Hh]ealth [Ss]ecretary)\b"
)
#: A numbered topic of a call for research: what it names is sought, though the page is for applicants.
TOPIC_ZH = re.compile(
    r"\s*(?:方向|课题|榜题|榜单|任务|专题|揭榜任务|重点任务|研究内容)\s?(?:[\d一二三四五六七八九十]{1,3})[ 、:.]"
)
#: Behind a name, words that make it something else: 医学影像中心, 导丝通过, 影像检查.
_ELSE_ZH = re.compile(
    r"(?:、[^,。;、]{1,10}){0,6}等[^,。;、]{0,6}(?:中心|服务|检查|科室|专科|人才|从业人员)|"
    r"(?:设备)?(?:中心(?!实验)|安全等级|站(?!立)|服务(?!机器人|器)|量(?!产)|机构|资源|(?:、[^,。;、]{1,8}){0,4}(?:预约|轮候|等候)|等候|初筛|会诊|唯一标识|论证|国采|集采(?:结果|落地|执行)|中选|以外|筛查\d|应用水平|租赁|适配|开机率|使用率|阳性率|利用率|(?:远程)?(?:诊断|会诊|质控|检测|数据)中心|厂|科(?!技|研)|检查|检验中心|专业|专科|人才|技师|医师|报告|互认|结果|门诊|室(?!内)|通过的|云|学会|协会|费用?|患者)"
)
_NAME_ZH = re.compile(r"首台\(?套?\)?$")

#: Behind a name that is wanted, what it takes in: 智能辅具包括移位类、沐浴辅具.
INCLUDES_ZH = re.compile(r"(?:主要)?(?:包括|包含|涵盖|分为)")

QUALIFIER_ZH = re.compile(
    r"(?:国产化?|远距|遥距|行动|高端|高性能|高精度|高阶|大型|中小型|小型|微型|新型|新一代|智能化?|智慧|数字化?|移动式?|便携式?|可穿戴|家用|医用|医疗级?|先进|创新|多模态|多功能|全自动|自动化?|无创|微创|有创|"
    r"超高场|超导|高场|光子计数|超高清|三维|3D|4K|5G|植入式|可降解|可吸收|介入|远程|人工智能|AI|第[一二三]类|[123]\.\dT|64排|128排|256排|\d+排|双源|能谱|全身|乳腺|口腔|"
    r"骨科|腔镜|神经外科|血管|心血管|关键|核心|大孔径|彩色|床旁|老年|残疾人)+$"
)
SUFFIX_ZH = re.compile(
    r"(?:\([A-Za-z0-9/-]{2,12}\))?(?:类)?(?:设备|装备|系统|装置|仪器|产品|器械|整机|软件|机器人|试剂|技术|终端|平台)?(?:\([A-Za-z0-9/-]{2,12}\))?"
)
_ENUMERATION_ZH = re.compile(r"[^,。;:!?、\n]{2,24}(?:、[^,。;:!?、\n]{2,24})+")
_JOINT_ZH = re.compile(r"、|和|及|与|以及")
_DEVICE_ZH = re.compile(
    r"(?:机|仪|器|器械|器材|用品|制品|辅具|生物材料|植入材料|(?:智能|医学|肿瘤|心电|病理|分子|影像)诊断|影像|基因检测|快速检测|放疗|智能诊疗|"
    r"光电诊疗|成像|监护|监测|生命支持|导航|机械臂|药盒|药柜|外骨骼|眼镜|手环|义肢|仪器设备|设备设施|(?:康复|介入|植入|健康|护理|养老|诊断|口腔|影像|智能|适老化?|辅助)产品|系统|设备|装置|机器人|支架|导管|芯片|探测器|电极|软件|算法|试剂|球囊|瓣膜|假体|探头|传感器|镜|刀|泵|床|车|舱|植入物|装备|"
    r"组件|元件|模组|雷达|床垫|手环|手表|药柜|监护|监视器|侦测器|探测|传感|电机|阀|导丝|制冷机|内固定|植入体|矫治器|贴片|敷料|注射器|"
    r"球管|线圈|磁体|膜|轮椅|助听器|假肢|耗材|监护仪|终端|盲杖|医疗装备|诊断装备|治疗装备|康复装备|检测装备|影像装备)$"
)
_VERB_ZH = re.compile(
    r"^(?:.*(?:[一二三四五六七八九]是|主攻|攻克|试用|接入|出租|租用|列入|纳入|购买|安排|部署|装备有|新增|新购|新配|投放|租赁|重点是|分别为|发展|突破|推进|推动|研发|研制|支持|配置|配备|采购|购置|更新|升级|包括|聚焦|推广|布局|攻关|加快|鼓励|应用|开发|培育|围绕|面向|针对|以及|提供|设置|添置|汰换|添购|增购|补助|装设|导入|引进|开展|对|在|将|把|为))"
)
_FOREIGN_ZH = re.compile(
    r"能源|环保|微电子|航空|航天|船舶|海工|电梯|农机|轨道|汽车|工程机械|数控|机床|产业|企业|公司|中心|平台经济|计算机(?!断层)|农业|体系|机制|仪式|武器|仓库"
)
#: What closes an enumeration of devices, so that every member is one: A、B、C等仪器设备.
_CLOSED_BY = re.compile(
    r"等(?:一批|各类|重点|高端|先进|大型|关键|创新|智能|国产|新型|医用|医疗|诊疗|核心|紧缺|急需)*"
    r"(?:仪器设备|设备|装备|仪器|器械|器材|辅具|辅助器具|零部件|部件|元器件|机器人|耗材|试剂|产品|品项|品类|品种|"
    r"(?:关键|核心|重点)?(?:技术|方向|领域))"
    r"|(?<=[^一二三四五六七八九十\d])[一二三四五六七八九十\d]{1,2}[大类种款]{1,2}(?:重点|核心|关键)?(?:仪器|设备|装备|产品|器械|机器人|零部件|部件|器具)"
)
#: What a class of devices takes in, in brackets behind it: 健康监测设备(手环、床垫等).
_IN_BRACKETS = re.compile(r"(?<=[机仪器备统置具品材])\(([^()。;、]{2,12}(?:、[^()。;、]{2,12})+)\)")
_CARE_ZH = re.compile(r"医|诊|疗|康复|影像|监护|护理|辅具|急救|手术|检验")
_NO_DEVICE_ZH = re.compile(
    r"^[类等和及以]|[()\"]|^[\d.]+[家台套个%]?$|^病床$|床位|原料|酶|抗原|产品$|(?:改造|更新|建设|服务|推广|应用|研发|能力|水平|领域|工作|方面|环节|任务|人才|政策|资金)$|药(?![盒柜机箱泵])|疫苗|抗体|细胞治|食品|化妆品"
)
#: A part of no kind.
_ANY_PART = re.compile(r"(?:零|元)?(?:部件|器件|组件|元件|模组|模块|配件)")
#: Says of a whole sentence that nothing is bought or promoted: what is put off, what insurance pays back.
OFF_ZH = re.compile(
    r"(?:暂缓|暂停|停止|不再|尚未|不予)[^,。;]{0,4}(?:受理|审批|配置|申请|办理)|(?:尚未|不予)[^,。;]{0,4}(?:购置|采购)|报销|自付|起付|应保持|待用状态|适用于申报|注册审查"
)
#: What may follow the last member of an enumeration.
_REST_ZH = re.compile(
    r"(?:(?<=[机仪器备统置镜刀架管膜泵床车])(?:研制|研发|攻关|产业化|应用|推广|更新|配置|采购|开发|建设|生产|制造)|等|也|均|都|将|要|应|已|在|取得|实现|达到|的|\(|\d).*$"
)
_MEDICAL = (
    r"康复|理疗|护理|照护|监护|急救|抢救|重症|透析|血液净化|放疗|放射治疗|影像诊断|医学影像|超声|内窥镜|内镜|腔镜|手术|麻醉|口腔|牙科|眼科|"
    r"骨科|心血管|植介入|介入|植入|体外诊断|病理|基因检测|基因测序|分子诊断|即时检测|生命支持|生命监测|呼吸|消毒|灭菌|养老|助残|助行|助听|助视|"
    r"适老化?|健康监测|健康管理|慢病管理|针灸|推拿|脑机接口|妇幼|新生儿|智慧健康"
)
_GAP = r"(?:(?!中心)(?![的和与及等将对为在类于新购更采、])[\u4e00-\u9fff]){0,4}?"
#: Chinese names that only their words give away: what it is for, and that it is a device.
MAYBE_ZH = re.compile(
    rf"(?:{_MEDICAL}){_GAP}(?:医疗)?(?:仪器设备|设备|装备|仪器|器械|器材|器具|机器人|装置|辅具|耗材|植入物|产品(?!质量|注册|目录|价格|标准))"
    rf"|(?:诊断|治疗|诊疗|检验|医用|中医|制药|肿瘤|辅助){_GAP}(?:仪器设备|设备|装备|仪器|机器人|装置|器械)"
    r"|医疗仪器设备"
)


def pieces_zh(text: str, low: int, high: int, known: list[int]) -> Iterator[tuple[int, int]]:
    """Members of enumerations that hold a listed name, themselves named like devices."""
    if text.find("、", low, high) < 0:
        return
    for run in _ENUMERATION_ZH.finditer(text, low, high):
        begin = run.start()
        closed = _CLOSED_BY.search(text, *run.span()) is not None
        is_known = any(begin <= start < run.end() for start in known)
        if is_known or ((closed or text.startswith(":", begin - 1)) and _CARE_ZH.search(run[0])):
            yield from _members(text, *run.span(), known, closed=closed)
    for run in _IN_BRACKETS.finditer(text, low, high):
        yield from _members(text, *run.span(1), known, closed=True)


_TAIL_ZH = re.compile(
    r"(?:等.*|\(.*|[一二三四五六七八九十\d]{1,2}[大类种款]{1,2}(?:重点|核心|关键)?(?:仪器|设备|装备|产品|器械|机器人|零?部件|器具).*)$"
)


def _members(text: str, begin: int, stop: int, known: list[int], *, closed: bool) -> Iterator[tuple[int, int]]:
    """Members of the enumeration `text[begin:stop]` that are named like devices or stand between two known ones."""
    first, last = (
        (min(inside), max(inside)) if (inside := [at for at in known if begin <= at < stop]) else (stop, begin)
    )
    for joint in [*(m.span() for m in _JOINT_ZH.finditer(text, begin, stop)), (stop, stop)]:
        piece = text[begin : joint[0]]
        if joint[0] == stop:
            piece = _REST_ZH.sub("", piece, count=1)
        verb = _VERB_ZH.match(piece)
        start = begin + (verb.end() if verb else 0)
        name = _TAIL_ZH.sub("", piece[start - begin :])
        listed = (closed or first < start < last) and len(name) > 1 and not _NO_DEVICE_ZH.search(name)
        is_one = 2 <= len(name) <= 14 and _ANY_PART.fullmatch(name) is None
        if is_one and (listed or _DEVICE_ZH.search(name)) and not _FOREIGN_ZH.search(name):
            yield start, start + len(name)
        begin = joint[1]


_LOOSE_ZH = re.compile(r"[\d的县市省级院家户类]|医院|机构|中心|企业|基层|老年|患者|学校|地区|用于")


def is_whole_name(text: str, start: int, known: int) -> bool:
    """Whether what stands before a listed name in its member of an enumeration belongs to it: 新生儿转运|呼吸机."""
    return known - start <= 6 and _LOOSE_ZH.search(text, start, known) is None


#: The words for all of them: 手术机器人等医疗装备; alone they name none.
_GENERIC = frozenset(
    {"医疗装备", "诊疗装备", "医疗仪器设备", "医疗仪器", "诊疗设备", "医用耗材", "医疗耗材", "医疗装备类"}
)
_BARE = frozenset({"医疗装备", "医用耗材", "医疗耗材", "医疗装备类"})


#: News of a product: 骨科机器人发布, 超声新品亮相. What a plan wants to be launched has a verb before it.
_LAUNCHED = re.compile(
    r"(?:新品|产品|系统|样机|首台)?(?:正式|首次|重磅|今日)?(?:发布|亮相|上市|问世|面世|首发|首秀|获批|展出|热销|召回)"
)
_CLAUSE_EDGES = ("", *':,;。、|!?\n 【】“”"')


def is_part_of_name(text: str, start: int, end: int, *, wanted: bool) -> bool:
    """Whether a name makes something else together with its neighbours: 医学影像中心, 首台(套)医疗装备目录.

    Certificates of innovative devices are devices where a goal counts them (`wanted`); launched products are none.
    """
    if text[start:end] in _GENERIC and text[start - 1 : start] == "等":
        return True
    if not wanted and text[max(0, start - 1) : start] in _CLAUSE_EDGES and _LAUNCHED.match(text, end):
        return True
    counted = wanted and "创新" in text[start:end]
    if "医疗器械" in text[start:end] and not counted and text.startswith(("注册证", "产品注册证", "证"), end):
        return True
    return _ELSE_ZH.match(text, end) is not None or _NAME_ZH.search(text, max(0, start - 6), start) is not None


_TOLD_ZH = re.compile(
    r"已(?!有的)|去年|上年|上半年|季度|截至|累计|目前|现有|现已|当前|同比|增长|较|缺|曾|了(?!解)|仅|率|占|由|从|共有|拥有|20\d\d年(?=[^到至末底]{0,6}[,，]|全|,)|今年(?:以来|上半年|1月)|昨|上周|日前"
)


def is_told(text: str, low: int, high: int) -> bool:
    """Whether a sentence that gives a figure of the present may only report: 全市拥有…, 较上年…."""
    return text.startswith("其中", low) or _TOLD_ZH.search(text, low, high) is not None


def is_bare(name: str) -> bool:
    """Whether a name, with its qualifiers, says no more than that it is medical."""
    return name in _BARE


_NAME_COLUMN = re.compile(
    r"(?:产品|设备|装备|器械|仪器|医材|品目|耗材|辅具|标的)(?:名称|类别|种类)?|名称|品名|(?:采购)?项目名称|(?:采购|配置|更新)内容|"
    r"(?i:items?|types?(?: of equipment)?|equipment(?: type)?|devices?|products?|modality|description)"
)
_CATALOGUE = re.compile(
    r"目录|清单|配置|采购|更新|购置|推广|名单|(?i:equipment|devices|procure|purchase|replace|supply|list|catalogue)"
)


def name_column(row: str, caption: str) -> int:
    """Which column of a table that lists equipment to be had holds the names, by its first row; -1 for none."""
    if _CATALOGUE.search(caption) is None or IDLE_ZH.search(caption) is not None:
        return -1
    cells = [cell.strip() for cell in row.split(" | ")]
    return next((index for index, cell in enumerate(cells) if _NAME_COLUMN.fullmatch(cell)), -1)
