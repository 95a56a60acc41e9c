# Words of the pages of findings.
nav-findings = نتائج
findings-pages = نتائج
findings-agreement = أين يلتقي الجميع
findings-origins = لمن هذه الكلمات
findings-balance = من يُسمع صوته
findings-campaigns = ما تكرر وروده
findings-trouble = يتعذر حساب هذه الأرقام:
agreement-what = ما قالته الوفود عن كل نص، بالأرقام. وهي لا تقرر شيئًا: فإمكان الاتفاق على نص تحدده الاعتراضات القائمة في طريقه.
agreement-counts = المواقف المحسوبة: { $positions }، والوفود: { $delegations }، والنصوص: { $texts }؛ أما المواقف من كلمات تغيرت بعدها فلا تُحسب.
agreement-none = لم يتخذ أي وفد موقفًا من النص كما هو، فلا شيء يُحسب.
agreement-none-of-these = لم يُتخذ موقف من أي من هذه.
agreement-on-all = كل النصوص
agreement-on-provisions = الأحكام
agreement-on-proposals = المقترحات
ground-title = الأرضية المشتركة
ground-what = إلى أي حد يمكن للجميع قبول نص ما: من كل فئة نسبة من يمكنهم قبوله، مضروبة في نسبة من لا يعترضون؛ ثم الوسط الهندسي للفئات التي اتخذت مواقف، فلا تقرر أي فئة بحجمها. ويتساوى في ذلك التأييد وعدم الاعتراض وإمكان القبول. ومن لم يتكلم عن نص يُحسب مترددًا، والصوت الواحد يقين قليل، فيبقى الرقم دون 1 بكثير حتى يتكلم كثيرون. والنصوص بترتيب قراءتها.
ground-said = يمكن قبوله: { $agree }، اعتراض: { $object }
ground-text = النص
ground-among-constituencies = بين الفئات
ground-at-least = يقبله على الأقل
ground-among-groups = بين مجموعات الرأي
strip-key = الشريط: الفئات كلها معًا، من 0 إلى 1. فوقه علامة لكل فئة تكلمت، وتحته، حيث تكلمت كلها، أقل ما تكون عليه نسبة القابلين باحتمال تسعة من عشرة.
opinion-title = مجموعات الرأي
opinion-groups = تجتمع الوفود في مجموعات عددها { $count }، ويُعثر عليها من جديد بوفود أو مواقف أقل. وللمجموعات حروف بترتيبها على الخريطة لا بحجمها.
opinion-not-stable = يمكن تقسيم الوفود إلى مجموعات عددها { $count }، لكنها كانت ستُقسم على نحو آخر لو نقصت بعض الوفود أو المواقف. لذلك لا تُسمى أي مجموعة.
opinion-too-few = لا مجموعات: عدد الوفود التي اتخذت مواقف من نصوص كافية ({ $needed }) لتحديد موضعها { $placed }، والتقسيم يحتاج إلى عشرة.
opinion-nothing-varies = لا مجموعات: لا يختلف وفد عن آخر.
opinion-none-stand-out = لا مجموعات: لا تقسيم للوفود يبرز أكثر مما تأتي به المصادفة.
opinion-group = المجموعة { $letter }
opinion-delegation = الوفد
opinion-of = المجموعة
opinion-map = يتقارب على الخريطة من اتخذوا مواقف متقاربة
opinion-axis = المركّبة { $number } · { $share }% من كل الفروق
opinion-first = المركّبة الأولى
opinion-second = المركّبة الثانية
opinion-nothing-particular = لا تختلف عن غيرها في أي نص بعينه.
opinion-agrees = يمكن أن يقبله { $count } من { $all }
opinion-disagrees = يعترض عليه { $count } من { $all }
slates-title = نصوص تمثل الجميع
slates-what = نصوص قليلة تجد فيها الوفود على اختلاف آرائها ما يمكنها قبوله، بترتيب قراءتها. قد تكون النصوص الأوسع أرضيةً مشتركة كلها من رأي واحد؛ أما القاعدتان الأخريان فتعطيان كل مجموعة متقاربة نصيبها.
slate-phragmen = بقاعدة فراغمين
slate-proportional = بالقبول النسبي
slate-common-ground = الأوسع أرضيةً مشتركة
slate-holds = لا تُترك أي مجموعة من الوفود عددها { $size } أو أكثر ويمكنها قبول نص واحد (EJR+).
slate-violated = تُترك مجموعة من الوفود عددها { $size } أو أكثر ويمكنها قبول نص واحد (EJR+).
slate-covered = الوفود التي يمكنها قبول نص واحد منها على الأقل: { $covered } من { $all } ({ $percent }%).
slate-worst = أقرب من يكون غير ممثل: { $count } يمكنهم قبول { $text } ويجدون فيها أقل من { $level } مما يقبلونه.
making-title = كيف حُسبت هذه الأرقام
making-what = تُستخرج من السجل حتى القيد { $entry } ولا من شيء سواه.
making-seeded = وكل ما يُسحب بالقرعة يُسحب من البذرة أدناه، فتعطي المدخلات نفسها الأرقام نفسها تمامًا.
making-no-chance = ولا شيء فيها يُسحب بالقرعة، فتعطي المدخلات نفسها الأرقام نفسها تمامًا.
making-command = بهذه الملفات يعيد هذا الأمر من البرنامج حسابها:
making-version = الإصدار
making-seed = البذرة
making-input-hash = بصمة المدخلات
origins-what = لكل كلمة من النص أقدم مدخل ترد فيه ضمن مقطع مشترك من ست كلمات على الأقل. والاشتراك في الكلمات لا يثبت نقلًا: فمن يقتبسان عن ثالث يشتركان في كلمات أيضًا.
origins-counts = كلمات التنقيح { $revision }: { $words }
origins-contributions = وردت أولًا في المساهمات
origins-first-text = وردت أولًا في النص كما قُدّم
origins-proposals = وردت أولًا في المقترحات
origins-nobody = لم ترد في أي مدخل
origins-share = { $words } ({ $percent }%)
origins-text = النص
origins-how = ما قالته مساهمة أو مقترح أولًا تحته خط، ومعه رقم صاحبه. وما ليس تحته خط جاء مع النص كما قُدّم أول مرة، أو هو أقصر من أن يُعثر عليه.
origins-words = الكلمات: { $words }
in-text-title = في النص
in-text-sentence = { $standing ->
    [0] لا يرد في النص منها أي مقطع من ست كلمات على الأقل.
   *[other] من كلماتها البالغ عددها { $all } يرد في النص ما عدده { $standing }. وكلمات النص التي وردت فيها أولًا: { $first }.
}
in-text-words = الكلمات المشتركة: { $words }
alike-others = { $count ->
    [one] مساهمة أخرى تقول الشيء نفسه تقريبًا
    [two] مساهمتان أخريان تقولان الشيء نفسه تقريبًا
    [few] { $count } مساهمات أخرى تقول الشيء نفسه تقريبًا
    [many] { $count } مساهمة أخرى تقول الشيء نفسه تقريبًا
   *[other] { $count } مساهمة أخرى تقول الشيء نفسه تقريبًا
}
campaigns-what = مساهمات بكلمات متقاربة، تُقرأ مرة واحدة. والنص المعروض هو أكثرها شيوعًا. وتقارب الكلمات لا يرى المعنى: فمن جعل «نؤيد» «نعارض» يرد هنا أيضًا، فاقرأ ما أضافه كل واحد. وهي بترتيب السجل.
campaigns-counts = المساهمات: { $inputs }، والنصوص التي تُقرأ: { $texts }، وما تكرر منها: { $often }
campaigns-none = لم تُرسل أي مساهمة.
campaign-count = مساهمات عددها { $count }، منها بهذه الكلمات نفسها: { $copies }
campaign-same = بهذه الكلمات نفسها
campaign-own = بكلماتها هي:
campaign-more = وفي القائمة أدناه غيرها: { $count }.
balance-what = ما فعله كل من الوفود والمراقبين والمنظمات، وعددهم { $count }، مقارنًا بمن يشاركون. إنها مرآة لا تحكم على أحد: فلبعضهم في موضوع ما يقوله أكثر مما له في غيره. وما يقال باسم تحالف يُحسب لمن قاله؛ والمراقبون والمنظمات يشاركون وإن كانوا يقترحون من خلال غيرهم.
balance-none = لم يُعتمد أحد بعد.
balance-beside-presence = مقارنة بمن يشاركون
balance-how = نصيب كل مجموعة مما فُعل مقارنًا بنصيبها من جميع المعتمدين: 1 في الوسط نصيب متكافئ، و2 ضعفه. ويبين الخط ما كان للمصادفة أن تفعله، باحتمال 95 من 100؛ وحيث يقطع الوسط قد يكون النصيب متكافئًا.
balance-by-constituency = بحسب الفئة
balance-by-region = بحسب المنطقة
balance-by-status = بحسب حالة التنمية
balance-present = الحضور
balance-contributions = المساهمات
balance-proposals = المقترحات المقدمة أو المؤيدة
balance-words = الكلمات المكتوبة
balance-taken-up = كلمات النص التي قيلت أولًا
balance-not-said = غير مذكور
balance-nothing = لم يفعل أحد شيئًا من هذا.
balance-index = المؤشر
balance-low = من
balance-high = إلى
balance-count = العدد
balance-of-all = من الكل
balance-of-present = من المشاركين
balance-parties = الأطراف
balance-share = { $percent }%
balance-evenness = مدى تساوي التوزيع
balance-evenness-how = على القطر يكون الجميع قد فعلوا الشيء نفسه. وكلما ابتعد المنحنى تحته قلّ عدد من فعلوا معظمه.
balance-lorenz = ما فعله الأقل فعلًا معًا، من الكل
balance-along = الأطراف، والأقل فعلًا أولًا
balance-counted = ما يُحسب
balance-mean = المتوسط
balance-gini = جيني
balance-theil = ثايل
ground-spoken = تكلمت { $spoken } من { $all } من الفئات
ground-objecting = اعتراضات من
ground-table = الأرضية المشتركة في جدول
agreement-ledger = وهي في سجل الاعتراضات.
opinion-shows = تُظهر الخريطة { $share }% مما يختلفون فيه؛ والتقارب عليها لا يعني اتفاق الرأي. واتجاهاتها، وهي المركّبات، هي أكثر ما تختلف فيه المواقف.
opinion-key = أصحاب الأرقام على الخريطة
opinion-table = الخريطة في جدول
making-too-long = أطول من أن تُقارن، فتُركت:
making-from-bundle = ويصنع البرنامج هذه الملفات من السجل أيضًا (comity lists)، فلا حاجة إلى الثقة بهذا الموقع.
origins-as-tabled = النص كما قُدّم أول مرة
campaigns-none-compared = لا مساهمة فيها كلمات يمكن مقارنتها.
campaigns-withheld = وغيرها حُجبت كلماتها فلا تُقرأ: { $count }.
balance-region = المنطقة
balance-status = حالة التنمية
balance-unknown = يتعذر الآن القول من صاحب كلمات النص، فلم تُحسب.
balance-table = مدى تساوي التوزيع في جدول
heard-more = من يُسمع صوته، بالأرقام
origins-said-too = { $count ->
    [one] طرف آخر يقول بعضها أيضا
    [two] طرفان آخران يقولان بعضها أيضا
    [few] { $count } أطراف أخرى تقول بعضها أيضا
    [many] { $count } طرفا آخر يقول بعضها أيضا
   *[other] { $count } طرف آخر يقول بعضها أيضا
}
