# Words of the pages that are read: the text, a provision, a proposal, a revision, the compilation.

read-text-title = النص
read-provisions = الأحكام
read-leaps = أجزاء النص
read-marks = وضع كل حكم
read-pages = الصفحات
read-page-before = الصفحة السابقة
read-page-after = الصفحة التالية
read-page-of = الصفحة { $page } من { $all }
read-part-preamble = الديباجة
read-part-operative = المنطوق
read-nothing-shown = لا يوجد ما يُعرض بهذا الاختيار.
read-no-text = لم يُطرح أي نص بعد. ويمكن الاطلاع على المساهمات في هذه الأثناء.
read-no-text-dropped = اختُتمت المفاوضات دون اتفاق، ولا يبقى أي نص بموجب طرائق عملها. أما سجلها فباقٍ.
read-see-contributions = الاطلاع على المساهمات
read-entry = القيد { $entry }
read-withheld = حُجبت هذه الكلمات.
read-comma = ، {""}
read-until = حتى

read-text-languages = لغة النص
read-working-language = (لغة التفاوض)
read-translation-missing = لم يُترجم بعد. وترد هنا الصيغة قيد التفاوض.
read-translation-stale = تغيرت الصيغة قيد التفاوض بعد إعداد هذه الترجمة.
read-translation-withheld = حُجبت كلمات هذه الترجمة.
read-leap-stale = لنص سابق

read-since-visit = { $count ->
    [zero] لم يتغير أي حكم منذ زيارتكم الأخيرة
    [one] تغير حكم واحد منذ زيارتكم الأخيرة
    [two] تغير حكمان منذ زيارتكم الأخيرة
    [few] تغيرت { $count } أحكام منذ زيارتكم الأخيرة
    [many] تغير { $count } حكماً منذ زيارتكم الأخيرة
   *[other] تغير { $count } حكم منذ زيارتكم الأخيرة
}
read-since-entry = { $count ->
    [zero] لم يتغير أي حكم منذ القيد { $entry }
    [one] تغير حكم واحد منذ القيد { $entry }
    [two] تغير حكمان منذ القيد { $entry }
    [few] تغيرت { $count } أحكام منذ القيد { $entry }
    [many] تغير { $count } حكماً منذ القيد { $entry }
   *[other] تغير { $count } حكم منذ القيد { $entry }
}
read-since-nothing = لم يتغير أي حكم منذ زيارتكم الأخيرة.
read-since-nothing-entry = لم يتغير أي حكم منذ القيد { $entry }.
read-since-long-ago = سُجل منذ القيد { $entry } ما يتعذر معه بيان التغييرات واحداً واحداً. يرجى قراءة النص من جديد.
read-since-only = عرضها وحدها
read-since-all = عرض الكل
read-new = الجديد:
read-news-words = الصيغة
read-news-proposals = المقترحات
read-news-positions = المواقف
read-news-objections = الاعتراضات
read-news-calls = النداءات
read-news-translation = الترجمة

read-status-open = مفتوح
read-status-objection = عليه اعتراض قائم
read-status-call = معروض للتوافق
read-status-agreed = متفق عليه بشرط الاستشارة
read-status-adopted = معتمد
read-status-proposed = مقترح
read-see-call = الاطلاع على النداء
read-proposals = { $count ->
    [zero] لا مقترحات
    [one] مقترح واحد
    [two] مقترحان
    [few] { $count } مقترحات
    [many] { $count } مقترحاً
   *[other] { $count } مقترح
}
read-conflicts = { $count ->
    [zero] لا تعارض
    [one] تعارض واحد
    [two] تعارضان
    [few] { $count } تعارضات
    [many] { $count } تعارضاً
   *[other] { $count } تعارض
}
read-by-delegations = { $count ->
    [zero] دون وفود
    [one] من وفد واحد
    [two] من وفدين
    [few] من { $count } وفود
    [many] من { $count } وفداً
   *[other] من { $count } وفد
}
read-more-objections = { $count ->
    [zero] ولا اعتراض آخر
    [one] واعتراض واحد آخر
    [two] واعتراضان آخران
    [few] و{ $count } اعتراضات أخرى
    [many] و{ $count } اعتراضاً آخر
   *[other] و{ $count } اعتراض آخر
}
read-propose = اقتراح
read-positions = المواقف
read-history = التاريخ

read-propose-new = اقتراح حكم جديد
read-propose-change = اقتراح تعديل
read-take-position = اتخاذ موقف
read-object = اعتراض
read-propose-later = لا تُقدَّم المقترحات في هذه المرحلة. وتبيّن طرائق العمل متى تُقدَّم.
read-stands-no-longer = لم يعد هذا الحكم وارداً في النص. ويرد أدناه ما قيل عنه وما طُلب بشأنه.
read-history-since = التاريخ منذ أول مساهمة
read-neighbours = الحكمان السابق والتالي
read-addressees = الجهات المطلوب منها العمل
read-addressee-states = الدول
read-addressee-providers = مقدمو الخدمات
read-addressee-operators = المشغلون
read-addressee-everyone = الجميع
read-positions-on = المواقف من { $name }
read-positions-when-it-stands = تُتخذ المواقف من أحكام النص. وهذا الحكم مقترح فحسب، فليُتخذ الموقف من المقترح.
read-positions-on-proposals = من المقترحات المتعلقة به
read-held = { $count ->
    [zero] لا مواقف
    [one] موقف واحد
    [two] موقفان
    [few] { $count } مواقف
    [many] { $count } موقفاً
   *[other] { $count } موقف
}
read-silent = من لم يُبدِ رأياً
read-lapsed = سقط الموقف لأن النص تغير بعده
read-stance-support = تأييد
read-stance-no-objection = عدم اعتراض
read-stance-can-live-with = يمكن قبوله
read-stance-abstain = امتناع
read-stance-object = اعتراض
read-stance-recuse = تنحٍّ
read-stance-lapsed = ساقط
read-stance-silent = صمت

read-objections = الاعتراضات والردود
read-no-objections = لا يعترض أحد هنا.
read-remedy = نص يزيل الاعتراض
read-answer = رد الرئاسة
read-objection-open = معترض، ولم يُرد عليه بعد
read-objection-addressed = معترض، وقد رُد عليه
read-objection-sustained = متمسك بالاعتراض
read-objection-accommodated = رُوعي الاعتراض
read-objection-withdrawn = سُحب الاعتراض

read-call-explicit = نداء للتوافق
read-call-silence = إجراء الموافقة الصامتة
read-call-open = لم ينته
read-call-agreed = اتُّفق على الحكم به
read-call-not-agreed = لم يُتفق على الحكم به
read-call-cancelled = سُحب
read-call-broken = كسر الصمت

read-history-empty = لم يُقل شيء عن هذا الحكم ولم يُطلب بشأنه شيء منذ طرحه.
read-history-input = { $who } في { $input }
read-history-proposal = { $who } تقدم المقترح { $proposal }
read-history-version = { $proposal } في صيغته { $version }
read-history-objection = اعتراض من { $who }
read-history-brought = ورد أول مرة في { $revision }
read-history-changed = تغير في { $revision }
read-history-dropped = حُذف في { $revision }
read-disposed-taken-up = أُخذ به
read-disposed-in-part = أُخذ به جزئياً
read-disposed-noted = أُحيط به علماً
read-disposed-not-taken-up = لم يُؤخذ به
read-fate-accepted = قُبل
read-fate-carried = نُقل إلى التنقيح التالي
read-fate-satisfied = مستوفى: ينص عليه التنقيح التالي
read-fate-conflicting = متعارض: غيّر الكلمات نفسها { $with }
read-fate-suppressed = بلا محل: حُذف الحكم
read-fate-container = بلا محل: حُذف الحكم الذي كان سيرد ضمنه
read-fate-join-target = بلا محل: حُذف الحكم الذي كان سيضم كلماته
read-fate-dependent = بلا محل: لم يُنقل تغيير آخر يتوقف عليه

read-by-chair = الرئاسة
read-by-secretariat = الأمانة
read-by-unknown = وفد لا يسميه السجل
read-carried-by = نقله
read-proposal-title = المقترح { $id }
read-proposal-words = ما يطلبه المقترح
read-proposal-live = قائم
read-proposal-needs-repair = ينتظر إصلاحه من مقدميه
read-proposal-taken-up = أُخذ به في
read-proposal-merged = أُدمج في
read-proposal-withdrawn = سُحب
read-proposal-withheld = حُجبت كلمات من هذا المقترح، فما يرد هنا ليس كل ما يطلبه.
read-against-base = قياساً إلى صيغة { $revision }
read-asks-nothing-now = لا تطلب هذه الصيغة ما يمكن عرضه قياساً إلى تنقيحها. يمكن اختيار صيغة أخرى أدناه.
read-rationale = التعليل
read-sponsors = المقدمون
read-written-by = صاغه
read-sponsors-now = مقدموه
read-sponsors-lapsed = قدموا صيغة سابقة
read-sponsors-left = شاركوا فيه ثم انسحبوا
read-collisions = التعارضات
read-no-collisions = لا يتعارض معه أي مقترح قائم آخر.
read-variant-of = يعدّل الكلمات الجديدة الواردة في
read-variants = يعدّل كلماته الجديدة
read-merge = التجميع
read-consolidated-in = جُمع في
read-reflected = مجسَّد، حسب
read-not-reflected = غير مجسَّد، حسب
read-waiting = لم يقل بعد
read-validate-reason = السبب، إن لم يكن مجسَّداً
read-say-reflected = مقترحنا مجسَّد فيه
read-say-not-reflected = ليس مجسَّداً فيه
read-join = الانضمام إلى المقدمين
read-leave = الانسحاب من المقدمين
read-withdraw = سحب المقترح
read-revise = تنقيح المقترح
read-versions = الصيغ وما آلت إليه
read-version = الصيغة { $number }
read-made-to = قياساً إلى { $revision }
read-carried-to = منقولة إلى { $revision }

read-revisions = التنقيحات
read-revision-stands = هذا هو النص القائم.
read-revision-old = ثمة نص لاحق قائم الآن.
read-hash = بصمة النص
read-hash-withheld = حُجبت كلمات من هذا التنقيح، فلا يمكن عرض بصمته.
read-files = للتنزيل:

read-filters = ما يُعرض
read-filter-delegation = مقترحات
read-filter-all = جميع الوفود
read-filter-open = الأحكام المفتوحة وحدها
read-filter-changed = ما تغير منذ القيد { $entry }
read-filter-show = عرض
read-shown = { $count ->
    [zero] لا أحكام معروضة
    [one] حكم واحد معروض
    [two] حكمان معروضان
    [few] { $count } أحكام معروضة
    [many] { $count } حكماً معروضاً
   *[other] { $count } حكم معروض
}
read-conflicts-heading = التعارضات
read-no-conflicts = لا يستبعد أي مقترحين بشأن هذه الأحكام أحدهما الآخر.
read-remarks = مقترحات لا ترد فيه، أو لا ترد كاملة
read-remark-nothing-carried = قُدم إلى تنقيح سابق، ولم يجد شيء منه محلاً في هذا التنقيح.
read-remark-needs-repair = لم تجد بعض تغييراته محلاً في هذا التنقيح؛ ولمقدميه أن يصلحوه.
read-remark-withheld = حُجبت كلمات منه، فما يرد هنا ليس كل ما يطلبه.
read-file-source = { $negotiation }، التنقيح { $revision }، { $size } من القيود
